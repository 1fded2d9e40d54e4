package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A container's output that is being read. Safe for any thread; the sink is called
 * on the library's thread, and no more once {@link #close} has returned.
 */
public final class LogStream implements Closeable {
    private final EngineCalls calls;
    private final OutputSink sink;
    private final Reading reading = new Reading();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Closeable connection; // guarded by this
    private boolean closed; // guarded by this
    private volatile @Nullable EngineException fault;
    private volatile @Nullable IOException refusal;

    LogStream(EngineCalls calls, OutputSink sink) {
        this.calls = calls;
        this.sink = sink;
    }

    ResultCallback<Frame> reading() {
        return reading;
    }

    /** Waits until the engine sends what there is, or will be; false if it fails to, or it takes longer. */
    boolean awaitConnected(Duration limit) throws InterruptedException {
        return connected.await(limit.toMillis(), TimeUnit.MILLISECONDS) && fault == null;
    }

    /**
     * Waits until everything was read, or reading failed.
     *
     * @return false if that takes longer
     */
    public boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns why the engine did not give all of it; empty if it did. */
    public Optional<EngineException> fault() {
        return Optional.ofNullable(fault);
    }

    /** Returns why the sink would not take more; empty if it did. */
    public Optional<IOException> refusal() {
        return Optional.ofNullable(refusal);
    }

    private synchronized void deliver(Frame frame) {
        if (closed || refusal != null) {
            return;
        }
        try {
            sink.take(frame.getStreamType() == StreamType.STDERR, frame.getPayload());
        } catch (IOException e) {
            refusal = e;
            disconnect();
            ended.countDown();
        }
    }

    private synchronized void connected(Closeable stream) {
        connection = stream;
        connected.countDown();
        if (closed) {
            disconnect();
        }
    }

    /** Reads no further. May be called any number of times. */
    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
        ended.countDown();
    }

    private synchronized void disconnect() {
        Closeable open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more, closed or not.
                connection = null;
            }
        }
    }

    /** What the library calls. */
    private final class Reading implements ResultCallback<Frame> {
        @Override
        public void onStart(Closeable stream) {
            connected(stream);
        }

        @Override
        public void onNext(Frame frame) {
            deliver(frame);
        }

        @Override
        public void onError(Throwable cause) {
            if (refusal == null) {
                fault = calls.exceptionOf(cause);
            }
            connected.countDown();
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }

        @Override
        public void close() {
            LogStream.this.close();
        }
    }
}
