package org.bacalhau.node.http.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on this machine, and cuts the first connections that carry a long answer. */
final class CuttingProxy implements AutoCloseable {
    private static final int BUFFER = 8 * 1024;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cuts;
    private final int after;
    private volatile int target;

    /**
     * Creates a proxy.
     *
     * @param cuts how many connections to cut
     * @param after how many bytes of answers each of them carries before
     */
    CuttingProxy(int cuts, int after) throws IOException {
        this.cuts = new AtomicInteger(cuts);
        this.after = after;
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    void leadTo(int port) {
        target = port;
    }

    int cutsLeft() {
        return cuts.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(client, server, Integer.MAX_VALUE));
                threads.execute(() -> copy(server, client, after));
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void copy(Socket from, Socket to, int cutAfter) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            long carried = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                carried += count;
                if (carried > cutAfter && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
            }
        } catch (IOException broken) {
            // One side is gone, and so is the other now.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
