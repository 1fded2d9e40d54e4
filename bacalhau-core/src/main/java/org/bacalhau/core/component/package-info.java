/**
 * The engines, storage providers and publishers of one node, found by their types.
 *
 * <p>Both roles look components up here and neither sees the other: a compute node to run and to bid, a requester to check
 * the parameters of a job and to ask for the inputs that its engine wants. The seams themselves are {@link
 * org.bacalhau.core.executor.Executor}, {@link org.bacalhau.core.storage.StorageProvider} and {@link
 * org.bacalhau.core.publisher.Publisher}.
 *
 * <p><b>Life cycle.</b> A set is made once, when a node is put together, and never changes; closing components is up to
 * whoever made them.
 */
@NullMarked
package org.bacalhau.core.component;

import org.jspecify.annotations.NullMarked;
