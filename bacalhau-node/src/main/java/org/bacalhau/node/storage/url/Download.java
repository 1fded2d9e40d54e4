package org.bacalhau.node.storage.url;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file, in as many tries as it takes; the result is the file's name. Used by one caller; while that waits, the
 * transfer's thread has it to itself.
 *
 * <p>A try goes on where the last one broke off if the server gave the file a validator (a strong entity tag, or the time
 * of its last change) and confirms it; otherwise it begins again.
 */
final class Download implements Retries.Attempt<String> {
    private static final int BUFFER_BYTES = 64 * 1024;
    // Bounds the number of tries by the size of the file.
    private static final long PROGRESS_BYTES = 1 << 20;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final HttpCalls calls;
    private final HttpUrl url;
    private final SizeLimit limit;
    private final PartialFile part;
    private @Nullable String validator;
    private long progressMark = PROGRESS_BYTES;

    Download(HttpCalls calls, HttpUrl url, SizeLimit limit, PartialFile part) {
        this.calls = calls;
        this.url = url;
        this.limit = limit;
        this.part = part;
    }

    @Override
    public String run() throws IOException, InterruptedException {
        long offset = validator == null ? 0 : part.length();
        return calls.follow("GET", url, headers(offset), (response, redirects) -> receive(response, offset, redirects));
    }

    @Override
    public boolean advanced() {
        if (part.length() < progressMark) {
            return false;
        }
        progressMark = part.length() + PROGRESS_BYTES;
        return true;
    }

    private Headers headers(long offset) {
        // Packed on the way, a file has no known length and its parts cannot be asked for.
        Headers.Builder headers = new Headers.Builder().add("Accept-Encoding", "identity");
        if (offset > 0) {
            headers.add("Range", "bytes=" + offset + "-");
            headers.add("If-Range", Objects.requireNonNull(validator, "validator"));
        }
        return headers.build();
    }

    private String receive(Response response, long offset, int redirects) throws IOException {
        if (offset > 0 && response.code() == Statuses.PARTIAL_CONTENT) {
            requireContinuation(response, offset);
        } else {
            requireBeginning(response, offset);
            validator = validatorOf(response);
            part.restart();
        }
        limit.require(part.length() + Math.max(response.body().contentLength(), 0), url);
        copy(response.body().byteStream());
        return FileNames.choose(response.request().url(), redirects > 0, response.header("Content-Disposition"));
    }

    private void requireContinuation(Response response, long offset) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range", ""));
        boolean continues = range.matches() && Objects.equals(Longs.tryParse(range.group(1)), offset);
        String now = validatorOf(response);
        if (!continues || now != null && !now.equals(validator)) {
            validator = null;
            throw new IOException("the server sent another part, or the file changed");
        }
    }

    private void requireBeginning(Response response, long offset) throws IOException {
        if (offset > 0 && response.code() == Statuses.RANGE_NOT_SATISFIABLE) {
            validator = null;
            throw new IOException("the file is shorter than before");
        }
        Statuses.requireSuccess(response);
        if (response.code() == Statuses.PARTIAL_CONTENT) {
            throw new IOException("the server sent a part although the whole was asked for");
        }
    }

    private static @Nullable String validatorOf(Response response) {
        String tag = response.header("ETag");
        // A weak tag stays the same when bytes change.
        return tag != null && tag.startsWith("\"") ? tag : response.header("Last-Modified");
    }

    private void copy(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            limit.require(part.length() + count, url);
            part.append(buffer, count);
        }
    }
}
