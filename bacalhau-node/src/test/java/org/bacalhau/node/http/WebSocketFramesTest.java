package org.bacalhau.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sends over the WebSocket of a log, which nobody wants. */
class WebSocketFramesTest {
    private static final String JOBS = "/api/v1/orchestrator/jobs/";
    private static final int FINAL_TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private TestNode node;
    private String job;

    @BeforeEach
    void runAJobThatWritesNothing() throws Exception {
        node = TestNode.start(
                HttpSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.withCounts(100, 1)),
                builder -> builder.executor(new NoopExecutor(request -> {
                    begun.countDown();
                    end.await();
                    return RunResult.SUCCESS;
                })));
        job = node.submit(TestNode.noop("x"));
        begun.await();
    }

    @AfterEach
    void close() {
        end.countDown();
        node.close();
    }

    @Test
    void answersAPing() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.send(PING, "hi".getBytes(StandardCharsets.UTF_8));

            assertThat(frames.read(PONG)).asString(StandardCharsets.UTF_8).isEqualTo("hi");
        }
    }

    @Test
    void closesWhenTheClientDoesAndFreesTheStream() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.send(CLOSE, code(1000));

            assertThat(frames.read(CLOSE)).startsWith(code(1000));
        }
        try (Frames next = new Frames(node, job)) {
            next.send(PING, new byte[0]);
            assertThat(next.read(PONG)).isEmpty();
        }
    }

    @Test
    void ignoresTextOfTheClient() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.send(FINAL_TEXT, "hello".getBytes(StandardCharsets.UTF_8));
            frames.send(PING, new byte[] {1});

            assertThat(frames.read(PONG)).containsExactly(1);
        }
    }

    @Test
    void refusesAFrameThatIsTooLargeLongBeforeAllOfItCame() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.sendHead(FINAL_TEXT, 1_000_000_000);
            frames.sendMore(100_000);

            assertThat(frames.read(CLOSE)).startsWith(code(1009));
        }
    }

    @Test
    void refusesTextThatIsNone() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.send(FINAL_TEXT, new byte[] {(byte) 0xff, (byte) 0xfe});

            assertThat(frames.read(CLOSE)).startsWith(code(1007));
        }
    }

    @Test
    void endsTheLogThoughAFrameOfTheClientNeverEnds() throws Exception {
        try (Frames frames = new Frames(node, job)) {
            frames.sendHead(FINAL_TEXT, 1_000);
            end.countDown();

            assertThat(frames.read(CLOSE)).startsWith(code(1000));
        }
    }

    private static byte[] code(int code) {
        return ByteBuffer.allocate(2).putShort((short) code).array();
    }

    /** A WebSocket, frame by frame. */
    private static final class Frames implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        Frames(TestNode node, String job) throws IOException {
            socket = new Socket("127.0.0.1", node.server().port());
            socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream()
                    .write(("GET " + JOBS + job + "/logs?follow=true HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            assertThat(head.toString()).startsWith("HTTP/1.1 101 ");
        }

        void send(int kind, byte[] payload) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
            frame.put((byte) kind).put((byte) (0x80 | payload.length)).putInt(0).put(payload); // masked with zero
            socket.getOutputStream().write(frame.array());
        }

        void sendHead(int kind, long length) throws IOException {
            ByteBuffer head = ByteBuffer.allocate(14);
            head.put((byte) kind).put((byte) 0xff).putLong(length).putInt(0);
            socket.getOutputStream().write(head.array());
        }

        void sendMore(int length) throws IOException {
            socket.getOutputStream().write(new byte[length]);
        }

        /** Returns what the next frame holds, which is of this kind. */
        byte[] read(int kind) throws IOException {
            assertThat(in.readUnsignedByte()).isEqualTo(kind);
            byte[] payload = new byte[in.readUnsignedByte()];
            in.readFully(payload);
            return payload;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
