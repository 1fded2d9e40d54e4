/**
 * The Docker engine as the executor uses it: the only package that knows the client library.
 *
 * <p>{@link org.bacalhau.node.executor.docker.engine.DockerEngine} is the entry. Every call has a deadline and may be
 * interrupted; what goes wrong is an {@link org.bacalhau.node.executor.docker.engine.EngineException} with the engine's own
 * words. Nothing here knows of jobs.
 *
 * <p><b>Threads.</b> Everything is safe for any thread. Calls run on a pool of their own, since the library's reads can
 * only be given up by closing their socket. A log that is followed has one thread of the library's. <b>Life cycle.</b> An
 * engine object is made once for an executor and closed with it; the engine itself may come and go meanwhile.
 */
@NullMarked
package org.bacalhau.node.executor.docker.engine;

import org.jspecify.annotations.NullMarked;
