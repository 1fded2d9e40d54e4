package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bacalhau.node.storage.url.TestServer.send;
import static org.bacalhau.node.storage.url.TestServer.sendPart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.storage.PreparedInput;
import org.junit.jupiter.api.Test;

/** Interrupts, closing and several downloads at a time. */
class UrlLifeCycleTest extends UrlStorageFixture {
    @Test
    void neverHasTheDataAlready() {
        assertThat(storage.isLocal(input("http://example.com/x"))).isFalse();
    }

    @Test
    void stopsAtOnceWhenInterrupted() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            sent.countDown();
            await(end);
        });
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                prepare("/f");
                outcome.complete(new AssertionError("completed"));
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        caller.start();
        assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(directory).isEmptyDirectory();
        end.countDown();
    }

    @Test
    void endsDownloadsWhenClosed() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/f", (exchange, number) -> {
            sendPart(exchange, "0123456789", 0, 4);
            sent.countDown();
            await(end);
        });
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> {
            await(sent);
            storage.close();
        });

        fails("/f", ErrorCode.UNAVAILABLE, "closed");

        closing.get(30, TimeUnit.SECONDS);
        fails("/f", ErrorCode.UNAVAILABLE, "closed");
        end.countDown();
    }

    @Test
    void downloadsManyAtOnceWithinItsBound() throws Exception {
        CountDownLatch bothRunning = new CountDownLatch(2);
        server.on("/", (exchange, number) -> {
            bothRunning.countDown();
            await(bothRunning);
            send(exchange, 200, exchange.getRequestURI().getPath());
        });
        List<CompletableFuture<PreparedInput>> downloads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path own = Files.createDirectory(temp.resolve("input" + i));
            InputSource input = input(server.url("/" + i));
            downloads.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return storage.prepare(input, own);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }

        for (int i = 0; i < 2; i++) {
            assertThat(downloads.get(i).get(30, TimeUnit.SECONDS).source()).hasContent("/" + i);
        }
    }

    @Test
    void reportsADirectoryThatIsGoneWithoutTryingAgain() throws Exception {
        server.serve("/f", "x");
        Files.delete(directory);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> prepare("/f"));

        assertThat(server.requests()).hasSize(1);
    }
}
