package org.bacalhau.node.executor.docker.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls to the engine with a deadline. Safe for any thread.
 *
 * <p>The library's socket knows no timeout, so each call runs on a thread that can be interrupted, which closes the socket.
 */
final class EngineCalls implements AutoCloseable {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_WAITING = 10_000;
    private static final Duration IDLE_LIFE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEEPEST_CAUSE = 16;

    private final String address;
    private final Duration patience;
    private final ThreadPoolExecutor threads;

    EngineCalls(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                MOST_AT_ONCE,
                MOST_AT_ONCE,
                IDLE_LIFE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                task -> {
                    Thread thread = new Thread(task, "docker-call-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Makes a call and waits the usual time for its answer. */
    <T> T call(Callable<T> call) throws EngineException, InterruptedException {
        return call(call, Duration.ZERO);
    }

    /** Makes a call that the engine takes this much longer for. */
    <T> T call(Callable<T> call, Duration more) throws EngineException, InterruptedException {
        Duration limit = patience.plus(more);
        Future<T> answer;
        try {
            answer = threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw EngineException.unanswered("too many calls to the Docker engine wait already", e);
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw exceptionOf(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw EngineException.unanswered(
                    "the Docker engine at " + address + " did not answer within " + limit.toSeconds() + " s", e);
        } finally {
            boolean givenUp = answer.cancel(true);
            assert givenUp || answer.isDone();
        }
    }

    /** Returns what a throwable of the library means. */
    EngineException exceptionOf(Throwable fault) {
        if (fault instanceof EngineException known) {
            return known;
        }
        if (fault instanceof DockerException answered) {
            return EngineException.answered(answered.getHttpStatus(), said(String.valueOf(fault.getMessage())), fault);
        }
        return EngineException.unanswered(
                "the Docker engine at " + address + " cannot be reached: " + innermost(fault), fault);
    }

    // "Status 404: {"message":"No such container: x"}" and a line end.
    private static String said(String message) {
        int json = message.indexOf('{');
        if (json >= 0) {
            try {
                JsonNode text = JSON.readTree(message.substring(json)).get("message");
                if (text != null) {
                    return text.asText().strip();
                }
            } catch (JsonProcessingException e) {
                return message.strip();
            }
        }
        return message.strip();
    }

    private static String innermost(Throwable fault) {
        Throwable inner = fault;
        for (int depth = 0; inner.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
