package org.bacalhau.core.compute.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a program writes to its two output streams, in the order in which it wrote. Safe for any thread.
 *
 * <p>Memory does not grow with the output: see {@link FrameBuffer}. A reader is a {@link LogFollower} with a position of
 * its own. A write at most submits one task that wakes those who wait; it never waits for a reader.
 */
final class OutputLog {
    /** The most readers that may be open at the same time. */
    static final int MOST_READERS = 1024;

    private final long limitBytes;
    private final Executor notifier;
    private final Runnable onPersistentWriter;
    private final Consumer<Throwable> faults;
    private final SpillFile file;
    private final FrameBuffer frames;
    private final Map<LogChunk.Stream, StreamCapture> captures = new EnumMap<>(LogChunk.Stream.class);

    private final ReentrantLock lock = new ReentrantLock();
    // At most MOST_READERS.
    private List<LogFollower> waiting = new ArrayList<>(0);
    private boolean wakeSubmitted;
    private @Nullable IOException failure;
    private boolean finished;
    private int readers;
    private boolean held = true;

    /**
     * Creates an empty log.
     *
     * @param limitBytes the most that is kept of each stream
     * @param location where it may put a file
     * @param notifier runs short pieces of work that answer readers
     * @param onPersistentWriter called by a write after one that was refused: the engine has not understood
     * @param faults told of what nobody else is told
     */
    OutputLog(
            long limitBytes,
            SpillFile.Location location,
            Executor notifier,
            Runnable onPersistentWriter,
            Consumer<Throwable> faults) {
        this.limitBytes = limitBytes;
        this.notifier = notifier;
        this.onPersistentWriter = onPersistentWriter;
        this.faults = faults;
        this.file = new SpillFile(location);
        this.frames = new FrameBuffer(file);
        for (LogChunk.Stream stream : LogChunk.Stream.values()) {
            captures.put(stream, new StreamCapture(stream));
        }
    }

    /** Returns the stream that an engine writes to; closing it has no effect. */
    OutputStream stream(LogChunk.Stream stream) {
        return new CapturedStream(this, stream);
    }

    /**
     * Appends.
     *
     * @throws OutputLimitExceededException if the stream's limit is passed; what fits is kept
     * @throws IOException if the log could not be written, or is finished
     */
    void append(LogChunk.Stream stream, byte[] bytes, int offset, int length) throws IOException {
        IOException earlier;
        lock.lock();
        try {
            checkUnfinished();
            earlier = failure;
            if (earlier == null) {
                failure = store(capture(stream), bytes, offset, length);
                if (failure != null) {
                    throw failure;
                }
            }
        } finally {
            lock.unlock();
            wakeReaders();
        }
        if (earlier != null) {
            onPersistentWriter.run();
            throw again(earlier);
        }
    }

    private void checkUnfinished() throws IOException {
        if (finished) {
            throw new IOException("the run has ended; nothing more is taken of its output");
        }
    }

    /** Returns why not everything could be stored; null if it could. */
    private @Nullable IOException store(StreamCapture capture, byte[] bytes, int offset, int length) {
        int accepted = (int) Math.min(length, limitBytes - capture.bytes());
        int done = 0;
        try {
            while (done < accepted) {
                int count = frames.append(capture.stream(), bytes, offset + done, accepted - done);
                capture.add(bytes, offset + done, count);
                done += count;
            }
        } catch (IOException e) {
            return e;
        }
        return accepted < length ? new OutputLimitExceededException(capture.stream(), limitBytes) : null;
    }

    // Not the same instance twice: an engine may well add one to the other as suppressed.
    private static IOException again(IOException earlier) {
        return earlier instanceof OutputLimitExceededException limit
                ? new OutputLimitExceededException(limit.stream(), limit.limitBytes())
                : new IOException(earlier.getMessage(), earlier);
    }

    /** Throws what made the log refuse output, if anything did, whatever the engine made of it. */
    void checkWhole() throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                throw again(failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how the stream begins. */
    StreamCapture.Summary summary(LogChunk.Stream stream) {
        lock.lock();
        try {
            return capture(stream).summary();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much was written to the stream, in bytes. */
    long bytes(LogChunk.Stream stream) {
        lock.lock();
        try {
            return capture(stream).bytes();
        } finally {
            lock.unlock();
        }
    }

    private StreamCapture capture(LogChunk.Stream stream) {
        StreamCapture capture = captures.get(stream);
        if (capture == null) {
            throw new IllegalStateException("no capture of " + stream);
        }
        return capture;
    }

    /** Copies each stream to its sink. Call after {@link #finish} and before {@link #release}. */
    void copyTo(OutputStream stdout, OutputStream stderr) throws IOException {
        long position = 0;
        for (LogChunk chunk = chunkAt(position); chunk != null; chunk = chunkAt(position)) {
            position += FrameBuffer.HEADER_BYTES + chunk.bytes().length;
            (chunk.stream() == LogChunk.Stream.STDOUT ? stdout : stderr).write(chunk.bytes());
        }
    }

    /**
     * Opens a reader.
     *
     * @throws BacalhauException if there are {@value #MOST_READERS} already, or the output is gone
     */
    LogFollower open(boolean newOnly, boolean follow) {
        lock.lock();
        try {
            if (file.isGone()) {
                throw BacalhauException.of(
                        ErrorCode.NOT_FOUND,
                        "the output of the execution went with its end",
                        "read the output that is reported with the execution, or its published result");
            }
            if (readers >= MOST_READERS) {
                throw BacalhauException.of(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        "the output of the execution has " + MOST_READERS + " readers already",
                        "close one, or try again later");
            }
            readers++;
            frames.closeFrame();
            long end = frames.end();
            return new LogFollower(this, newOnly ? end : 0, follow ? Long.MAX_VALUE : end);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more output; readers come to an end. May be called any number of times. */
    void finish() {
        lock.lock();
        try {
            finished = true;
            frames.closeFrame();
        } finally {
            lock.unlock();
        }
        wakeReaders();
    }

    /** Tells whether no more output is taken. */
    boolean isFinished() {
        lock.lock();
        try {
            return finished;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the run's own hold on the file: it stays open for those who read. May be called any number of times. */
    void release() {
        finish();
        lock.lock();
        try {
            held = false;
            closeUnlessUsed();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the file although there are readers; they fail. */
    void discard() {
        release();
        closeFile();
    }

    /** Tells whether somebody has the log open. */
    boolean hasReaders() {
        lock.lock();
        try {
            return readers > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a reader. */
    void closed(LogFollower reader) {
        lock.lock();
        try {
            waiting.remove(reader);
            readers--;
            closeUnlessUsed();
        } finally {
            lock.unlock();
        }
    }

    private void closeUnlessUsed() {
        if (!held && readers == 0) {
            closeFile();
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (IOException e) {
            faults.accept(e);
        }
    }

    /** Returns the frame at a position, null if that is the end. */
    @Nullable
    LogChunk chunkAt(long position) throws IOException {
        lock.lock();
        try {
            if (position >= frames.end()) {
                return null;
            }
            LogChunk recent = frames.readFromMemory(position);
            if (recent != null) {
                return recent;
            }
        } finally {
            lock.unlock();
        }
        return frames.readSpilled(position);
    }

    /** Has the reader answered as soon as there is something at its position, or the log is finished. */
    void answerWhenReadable(LogFollower reader) {
        lock.lock();
        try {
            if (!finished && reader.isAtEnd(frames.end())) {
                // One that is being closed is answered by that, and must not stay behind here.
                if (!reader.isClosed()) {
                    waiting.add(reader);
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        answer(reader);
    }

    private void wakeReaders() {
        lock.lock();
        try {
            if (waiting.isEmpty() || wakeSubmitted) {
                return;
            }
            wakeSubmitted = true;
        } finally {
            lock.unlock();
        }
        try {
            notifier.execute(this::answerWaiting);
        } catch (RejectedExecutionException e) {
            answerWaiting();
        }
    }

    private void answerWaiting() {
        List<LogFollower> woken;
        lock.lock();
        try {
            woken = waiting;
            waiting = new ArrayList<>(0);
            wakeSubmitted = false;
        } finally {
            lock.unlock();
        }
        woken.forEach(this::answer);
    }

    // Each on a task of its own: what a reader does with its answer is no matter of the next one.
    private void answer(LogFollower reader) {
        try {
            notifier.execute(reader::answer);
        } catch (RejectedExecutionException e) {
            reader.refuse(e);
        }
    }
}
