/**
 * The HTTP API of a node: {@link org.bacalhau.node.http.HttpApiServer} serves {@code /api/v1} for a {@link
 * org.bacalhau.core.BacalhauNode}, on Jetty.
 *
 * <p><b>Where to look.</b> {@code ApiHandler} is the way of a request: cross-origin rules, request id, who is calling, version
 * gate, {@link org.bacalhau.node.http.route.Router route}, body, {@link org.bacalhau.node.http.endpoint endpoint}. Everything
 * that Jetty knows stays in this package; endpoints see a {@link org.bacalhau.node.http.route.Call} and return an {@link
 * org.bacalhau.node.http.route.Answer}. To add a route, declare it in the endpoint class of its kind.
 *
 * <p><b>Threads.</b> Requests are handled on the server's own pool. No thread waits for a body, for a job or for a slow reader:
 * those are continued when there is something to do.
 *
 * <p><b>Life cycle.</b> A server starts once, after its node, and closes before it. Closing ends the streams, lets the requests
 * in hand end within the drain time, and then cuts off the rest.
 */
@NullMarked
package org.bacalhau.node.http;

import org.jspecify.annotations.NullMarked;
