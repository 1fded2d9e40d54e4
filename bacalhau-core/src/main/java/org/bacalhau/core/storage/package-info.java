/**
 * The seam to storage: where a task's inputs come from.
 *
 * <p>A {@link org.bacalhau.core.storage.StorageProvider} brings one input into a directory of its own before a run and
 * takes it away after. The node calls it on worker threads, several inputs at a time; it interrupts the thread to stop a
 * download. A provider keeps nothing between executions unless it says so.
 */
@NullMarked
package org.bacalhau.core.storage;

import org.jspecify.annotations.NullMarked;
