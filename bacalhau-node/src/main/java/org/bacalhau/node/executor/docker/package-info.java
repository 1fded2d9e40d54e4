/**
 * The engine that runs jobs in Docker containers.
 *
 * <p>{@link org.bacalhau.node.executor.docker.DockerExecutor} is the entry. For each execution a {@code ContainerRun} has one
 * container created, or finds the one that an earlier life of the node left; it reads the container's log until the program
 * ends, and removes the container whatever happens. {@code image} finds and fetches images; {@code engine} is the only
 * package that knows the client library.
 *
 * <p>A container has no network unless the job asks for one, no capabilities, no way to new privileges, limits on CPU,
 * memory, processes and disk, and of the host's files only its inputs and outputs; see {@link
 * org.bacalhau.node.executor.docker.ContainerPolicy} for what a node may loosen.
 *
 * <p><b>Threads.</b> A run stays on the thread that asked for it, which reads nothing itself: the log comes on a thread of the
 * client library. One thread clears up what could not be removed at once. <b>Life cycle.</b> An executor is made once for a
 * node and closed with it. Containers bear the node's id, so that a node that starts again finds its own: those of executions
 * that go on are taken up, the others removed.
 */
@NullMarked
package org.bacalhau.node.executor.docker;

import org.jspecify.annotations.NullMarked;
