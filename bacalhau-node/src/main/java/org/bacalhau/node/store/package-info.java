/**
 * The durable stores: {@link org.bacalhau.node.store.SqliteJobStore} for the requester and {@link
 * org.bacalhau.node.store.SqliteExecutionStore} for the compute node, each one SQLite file in WAL mode.
 *
 * <p><b>Threads.</b> One thread per store writes. It takes every commit that waits, stores all of them in one transaction
 * with one {@code fsync}, and completes their stages in order, on itself: what depends on a stage must not block. A few
 * connections read, each used by one caller at a time; readers never wait for the writer.
 *
 * <p><b>What a failure means.</b> A commit that a store refuses for what it holds (a new job under an id that is taken, a
 * change of an unknown job, a gap in a history) fails alone. If the disk is full or does not take a write, every commit in
 * hand fails with {@code STORAGE_FULL}, and nothing of them is stored. Later commits fail likewise until the role that owns
 * the store has taken notice and calls {@code resume}: they may have been built on what was not stored. {@code resume} finds
 * out by a write that changes nothing whether there is room again. After a fault that leaves in doubt what is on the disk,
 * such as a failed {@code fsync}, every later commit fails until the store is opened again.
 *
 * <p><b>Damage.</b> Every record carries a checksum of itself and of the columns by which it is found; a record whose
 * checksum is wrong is never returned. Opening checks the structure of the file for a bounded time. Damage is reported
 * with the file's name.
 *
 * <p><b>Life cycle.</b> {@code open} creates or migrates the file and locks it against other processes; {@code close}
 * finishes the commits in hand, folds the log into the file and lets go of the lock. A process that is killed loses nothing
 * that was acknowledged; its lock goes with it.
 */
@NullMarked
package org.bacalhau.node.store;

import org.jspecify.annotations.NullMarked;
