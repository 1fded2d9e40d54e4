/**
 * The seam to storage of the roles' own state: what must outlive a restart, and what readers list and look up.
 *
 * <p>A role's event loop is the only writer of its store. It hands over a list of changes that belong together; the store
 * applies all or none and completes the stage when they are safe. Stages complete in the order of the commits. Until
 * then the role holds back everything that others could see: replies, messages, notifications. A commit that fails is
 * the end of the role, since its memory is then ahead of its store.
 *
 * <p>Readers call from any thread and see every completed commit; what they get of one job is of one moment.
 *
 * <p>The in-memory stores keep everything until the process ends. A durable pair lives in the node module.
 */
@NullMarked
package org.bacalhau.core.store;

import org.jspecify.annotations.NullMarked;
