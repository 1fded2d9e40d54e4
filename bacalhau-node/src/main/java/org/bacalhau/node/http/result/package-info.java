/**
 * Results over HTTP: serves the archives of the {@code local} publisher under links that expire, and relays those of other
 * compute nodes to clients that do not reach them.
 *
 * <p><b>Links.</b> Each archive has a {@link org.bacalhau.node.http.result.LinkKey} of its own, derived from the node's {@link
 * org.bacalhau.node.http.result.NodeKey}. It travels to the requester with the published result, which so makes a fresh link each
 * time it lists results, without asking the compute node; the compute node derives the key again and judges the link. Nothing has
 * to be remembered for that on either side, so links outlive restarts. The key itself is shown to no client.
 *
 * <p><b>Where to look.</b> {@link org.bacalhau.node.http.result.ResultServer} is what publisher and HTTP server share; {@code
 * ResultEndpoints} answers for links; {@code ServedArchives} opens and removes files; {@code ResultLinks} decides which link a
 * client is given; {@code Relay} fetches from other nodes.
 *
 * <p><b>Threads.</b> All is safe for any thread. Files are read where they are written to the socket; relayed bytes on threads of
 * the relay, one for each relayed result that is waited for.
 *
 * <p><b>Life cycle.</b> A {@link org.bacalhau.node.http.result.ResultServer} is made before node and HTTP server, and closed by the
 * HTTP server.
 */
@NullMarked
package org.bacalhau.node.http.result;

import org.jspecify.annotations.NullMarked;
