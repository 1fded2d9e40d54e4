/**
 * The client of a node's HTTP API, of this library's nodes and of the original's (v1.4.0).
 *
 * <p>{@link org.bacalhau.client.BacalhauClient} is the beginning; its parts are grouped as the API is: {@link
 * org.bacalhau.client.Jobs}, {@link org.bacalhau.client.Results}, {@link org.bacalhau.client.Nodes}, {@link
 * org.bacalhau.client.Agent} and {@link org.bacalhau.client.Login}. Values are the records of {@link
 * org.bacalhau.client.api}, which keep what a node of another version says; its mappers turn them into the model of core.
 *
 * <pre>{@code
 * try (BacalhauClient client = BacalhauClient.builder(URI.create("http://localhost:1234")).build()) {
 *     String id = client.jobs().submit(spec).jobId();
 *     ApiJob ended = client.jobs().await(id, Duration.ofMinutes(5));
 *     client.results().downloadAll(id, Path.of("results"), DownloadOptions.DEFAULT);
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Everything is safe for any thread. Each blocking method has a twin that returns a future; futures
 * complete on threads of the client, so do not block in what depends on them. Cancelling a future ends what is under way.
 *
 * <p><b>Errors.</b> Methods throw, and futures fail with, {@link org.bacalhau.core.model.BacalhauException}; where a node
 * was involved that is an {@link org.bacalhau.client.ApiException}.
 *
 * <p><b>Tries.</b> A call that changes nothing is sent again, a few times with growing pauses, when the connection breaks
 * or the node is busy. A call that changes something is only sent again if the node cannot have seen it, or has said that
 * it recognises a repeated submission.
 *
 * <p><b>Life cycle.</b> A client holds connections and threads until it is closed; calls under way then fail.
 */
@NullMarked
package org.bacalhau.client;

import org.jspecify.annotations.NullMarked;
