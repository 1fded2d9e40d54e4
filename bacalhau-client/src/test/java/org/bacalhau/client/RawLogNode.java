package org.bacalhau.client;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.bacalhau.client.api.Json;
import org.bacalhau.client.api.LogMessage;

/** Speaks WebSocket byte by byte: cuts messages into frames, and connections where it likes. */
final class RawLogNode implements AutoCloseable {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FINAL = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final ServerSocket server;
    private final Queue<List<Step>> scripts = new ArrayDeque<>();
    private final List<String> targets = Collections.synchronizedList(new ArrayList<>());

    /** Something that is sent. */
    interface Step {
        void to(OutputStream out) throws IOException;
    }

    RawLogNode() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::serve);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns what was asked for, in order. */
    List<String> targets() {
        return List.copyOf(targets);
    }

    /** Answers the next request with this body. */
    RawLogNode json(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return script(out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                            + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        });
    }

    /** Takes these steps on the next connection, and then hangs up. */
    synchronized RawLogNode script(Step... steps) {
        scripts.add(List.of(steps));
        return this;
    }

    private synchronized List<Step> next() {
        List<Step> script = scripts.poll();
        return script == null ? List.of() : script;
    }

    static Step output(int stream, String text) {
        byte[] json = (Json.text(LogMessage.ofOutput(stream, text)) + "\n").getBytes(StandardCharsets.UTF_8);
        return out -> out.write(frame(FINAL | TEXT, json));
    }

    /** Sends a message as it is. */
    static Step text(String message) {
        return out -> out.write(frame(FINAL | TEXT, message.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends one message in frames of a few bytes each. */
    static Step fragmented(int stream, String text, int size) {
        byte[] json = Json.text(LogMessage.ofOutput(stream, text)).getBytes(StandardCharsets.UTF_8);
        return out -> {
            for (int start = 0; start < json.length; start += size) {
                int end = Math.min(json.length, start + size);
                int opcode = (start == 0 ? TEXT : 0) | (end == json.length ? FINAL : 0);
                out.write(frame(opcode, Arrays.copyOfRange(json, start, end)));
            }
        };
    }

    /** Says that the log ends. */
    static Step end() {
        return out -> out.write(frame(FINAL | CLOSE, new byte[] {0x03, (byte) 0xe8}));
    }

    private static byte[] frame(int head, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private void serve() {
        while (true) {
            try (Socket caller = server.accept()) {
                answer(caller);
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = caller.getOutputStream();
        String key = "";
        String target = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("GET ")) {
                target = line.split(" ", 3)[1];
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).trim();
            }
        }
        targets.add(target);
        if (!key.isEmpty()) {
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        for (Step step : next()) {
            step.to(out);
        }
        out.flush();
        caller.shutdownOutput();
        // What the other side still says is read, so that nothing of ours is thrown away with a reset.
        while (in.read() >= 0) {
            continue;
        }
    }

    private static String accept(String key) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
