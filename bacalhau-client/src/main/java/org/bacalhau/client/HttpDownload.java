package org.bacalhau.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.bacalhau.client.archive.DiskSpace;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.runtime.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one file to disk. Confined to one thread, but for {@link #cancel()}.
 *
 * <p>After a broken connection only the rest is asked for, if the server says which version of the file it sends; the
 * file begins anew if that version is gone, or was never told. Where the file cannot be had at its address, the relay is
 * asked, if there is one.
 */
final class HttpDownload {
    // However far each one gets: a server that breaks off this often is not going to finish.
    private static final int MOST_TRIES = 100;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    private final OkHttpClient http;
    private final Backoff retries;
    private final CountDownLatch closed;
    private final ResultLocation location;
    private final DownloadOptions options;
    private final FileDigest digest;
    private URI address;
    private @Nullable String validator;
    private long done;
    private long total = -1;
    private volatile boolean cancelled;
    private volatile @Nullable Call call;

    HttpDownload(
            OkHttpClient http,
            Backoff retries,
            CountDownLatch closed,
            ResultLocation location,
            DownloadOptions options) {
        this.http = http;
        this.retries = retries;
        this.closed = closed;
        this.location = location;
        this.address = location.address();
        this.options = options;
        this.digest = new FileDigest(location.sha256());
    }

    /** Ends the download soon. */
    void cancel() {
        cancelled = true;
        Call current = call;
        if (current != null) {
            current.cancel();
        }
    }

    /**
     * Downloads the file.
     *
     * @return its size
     */
    long to(Path file) throws IOException, InterruptedException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int failures = 0;
            for (int tries = 1; ; tries++) {
                long before = done;
                IOException cause;
                try {
                    next(out);
                    break;
                } catch (BrokenException e) {
                    cause = e;
                } catch (ApiException refused) {
                    if (takesRelay()) {
                        continue;
                    }
                    throw refused;
                }
                failures = done > before ? 1 : failures + 1;
                if (done == before && takesRelay()) {
                    failures = 0;
                    continue;
                }
                if (cancelled || tries == MOST_TRIES || !retries.allowsRetryAfter(failures)) {
                    throw failed(cause);
                }
                pause(retries.delayAfter(failures));
            }
        }
        return done;
    }

    /** Turns to the relay; tells whether there is one that was not asked yet. */
    private boolean takesRelay() {
        URI relay = location.relay();
        if (cancelled || relay == null || address.equals(relay)) {
            return false;
        }
        address = relay;
        return true;
    }

    /** Tells whether the file was compared with a digest. */
    boolean verified() {
        return digest.isKnown();
    }

    private void pause(Duration length) throws InterruptedException {
        if (closed.await(ApiConnection.jittered(length), TimeUnit.MILLISECONDS)) {
            throw failure("the client was closed", "build another one", null);
        }
    }

    /** The connection broke, or the server is busy; another try may go on from here. */
    private static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenException(String problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    private void next(FileChannel out) throws IOException, InterruptedException {
        Call current = http.newCall(FileRequests.get(address, done, validator));
        call = current;
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        try (Response response = execute(current)) {
            begin(response, out);
            copy(response, out);
        }
        if (total >= 0 && done != total) {
            throw new BrokenException("only " + done + " of " + total + " bytes came", null);
        }
        if (!digest.matches()) {
            restart(out);
            throw failure("the file has another SHA-256 than it should have", "download it again", null);
        }
    }

    private static Response execute(Call current) throws BrokenException {
        try {
            return current.execute();
        } catch (IOException e) {
            throw new BrokenException(String.valueOf(e.getMessage()), e);
        }
    }

    private void begin(Response response, FileChannel out) throws IOException {
        int status = response.code();
        if (status == 206 && continues(response)) {
            return;
        }
        restart(out);
        if (status == 200) {
            total = response.body().contentLength();
            validator = validatorOf(response);
            digest.note(response);
            requireAllowed(total);
        } else if (status == 206 || status == 416 || status == 429 || status >= 500) {
            throw new BrokenException("the server answers with status " + status, null);
        } else {
            throw failure(
                    "the server answers with status " + status,
                    status == 403 || status == 404 || status == 410
                            ? "the link may have expired; ask the node for the results again"
                            : "",
                    null);
        }
    }

    private boolean continues(Response response) {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range", ""));
        return done > 0
                && range.matches()
                && Long.parseLong(range.group(1)) == done
                && (range.group(2).equals("*") || total < 0 || Long.parseLong(range.group(2)) == total);
    }

    private void restart(FileChannel out) throws IOException {
        out.truncate(0);
        digest.restart();
        done = 0;
        total = -1;
        validator = null;
    }

    // A weak validator does not promise equal bytes.
    private static @Nullable String validatorOf(Response response) {
        String tag = response.header("ETag", "");
        return tag.startsWith("\"") ? tag : response.header("Last-Modified");
    }

    private void requireAllowed(long bytes) {
        if (bytes > options.mostBytes()) {
            throw BacalhauException.of(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "the result at " + location.shown() + " is larger than " + options.mostBytes() + " bytes",
                    "allow larger downloads");
        }
    }

    private void copy(Response response, FileChannel out) throws IOException {
        InputStream in = response.body().byteStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int count = read(in, buffer);
            if (count < 0) {
                return;
            }
            requireAllowed(done + count);
            write(out, buffer, count);
            digest.add(buffer, count);
            done += count;
            options.progress().at(done, total);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws BrokenException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new BrokenException(String.valueOf(e.getMessage()), e);
        }
    }

    private void write(FileChannel out, byte[] buffer, int count) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                out.write(bytes, done + bytes.position());
            }
        } catch (IOException e) {
            throw DiskSpace.explain(e, "a result", Path.of("."));
        }
    }

    private RuntimeException failed(IOException cause) throws InterruptedException {
        if (cancelled || Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        return failure(String.valueOf(cause.getMessage()), "try again; check the connection to that host", cause);
    }

    private ApiException failure(String problem, String hint, @Nullable Throwable cause) {
        return ApiException.withoutAnswer(
                Failure.of(ErrorCode.UPSTREAM_FAILED, "cannot download " + location.shown() + ": " + problem, hint),
                "",
                cause);
    }
}
