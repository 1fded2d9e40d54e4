/**
 * The seam between the roles: what requester and compute nodes say to each other, and how.
 *
 * <p>A requester commands ({@link org.bacalhau.core.transport.ComputeEndpoint}), a compute node reports ({@link
 * org.bacalhau.core.transport.RequesterEndpoint}); each message is one method. A {@link
 * org.bacalhau.core.transport.Transport} carries them between nodes and knows nothing of what they mean.
 *
 * <p><b>What a transport promises.</b> Very little, and the roles rely on no more: a message may be lost, doubled,
 * delayed or overtaken. The stage that a call returns completes when the receiver has taken the message (its effect is
 * on disk) and answered, fails when the transport knows that it could not be delivered, and may stay open for ever; the
 * caller has its own deadline. What a transport does promise is who sent a message: {@code from} is the sender that it
 * has verified.
 *
 * <p><b>Threads.</b> Every method may be called by any thread, returns at once and never blocks. Stages complete on any
 * thread; receivers and callers move to their own event loop.
 *
 * <p><b>Recovery.</b> All commands and reports are idempotent: a role repeats its last word until it is answered. So
 * loss, restart and reconnection are one case.
 */
@NullMarked
package org.bacalhau.core.transport;

import org.jspecify.annotations.NullMarked;
