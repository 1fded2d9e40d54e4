/**
 * Time, order and chance: everything that is not deterministic enters the roles through these types.
 *
 * <p>Each role owns an {@link org.bacalhau.core.runtime.EventLoop}: a queue of short pieces of work that never run at the
 * same time, and timers that feed it. State confined to a loop needs no lock. In production a loop is a thread ({@link
 * org.bacalhau.core.runtime.ThreadEventLoop}); in the simulation it is a priority queue that also is the clock. Nothing
 * on a loop may block: blocking work goes to an executor service, and its outcome comes back as another piece of work.
 */
@NullMarked
package org.bacalhau.core.runtime;

import org.jspecify.annotations.NullMarked;
