/**
 * The seam to publishers: where a task's result goes.
 *
 * <p>A {@link org.bacalhau.core.publisher.Publisher} takes the result directory of a finished run (files {@code stdout},
 * {@code stderr}, {@code exitCode} and one directory for each result path) and says where it can be fetched. It is called
 * on a worker thread, which the node interrupts to stop it. The node calls it again, a bounded number of times, if it
 * throws a failure that may be retried; so publishing the same execution twice must leave one result.
 */
@NullMarked
package org.bacalhau.core.publisher;

import org.jspecify.annotations.NullMarked;
