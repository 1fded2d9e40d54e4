package org.bacalhau.node.storage.url;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import okhttp3.HttpUrl;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;

/**
 * Downloads a file by HTTP or HTTPS. Parameter {@code URL}. Safe for any thread; {@link #close} ends all downloads.
 *
 * <p>The program sees the file below the input's target, under the last segment of its URL (after redirects: under the name
 * that the server suggests). A user and password in the URL are sent by basic authentication to that server only.
 *
 * <p>Failures: {@code INPUT_UNAVAILABLE} if the server says that there is no such file or refuses it, {@code
 * PERMISSION_DENIED} if the address is not public, {@code INSUFFICIENT_RESOURCES} if it is larger than this node takes,
 * {@code UPSTREAM_FAILED} after the last try.
 */
public final class UrlStorage implements StorageProvider {
    /** The source type. */
    public static final String TYPE = "urlDownload";

    /** The parameter that holds the URL. */
    public static final String URL = "URL";

    private final HttpCalls calls;
    private final Retries retries;
    private final SizeLimit limit;

    /** Creates a provider with {@link UrlStorageConfig#DEFAULT}. */
    public UrlStorage() {
        this(UrlStorageConfig.DEFAULT);
    }

    /** Creates a provider. */
    public UrlStorage(UrlStorageConfig config) {
        this(config, Pause.REAL);
    }

    UrlStorage(UrlStorageConfig config, Pause pause) {
        this.calls = new HttpCalls(config);
        this.retries = new Retries(config.backoff(), pause);
        this.limit = new SizeLimit(config.maximumBytes());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Fault> validate(SpecConfig source) {
        try {
            UrlSource.parse(source);
            return List.of();
        } catch (ValidationException e) {
            return e.faults();
        }
    }

    @Override
    public boolean isLocal(InputSource input) {
        return false;
    }

    /** Returns what the server says, or 0 if it does not say; the download is limited in any case. */
    @Override
    public long sizeBytes(InputSource input) throws InterruptedException {
        HttpUrl url = UrlSource.parse(input.source());
        long size = retries.run("failed to fetch size of " + UrlSource.forPeople(url), new SizeProbe(calls, url));
        limit.require(size, url);
        return size;
    }

    @Override
    public PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException {
        HttpUrl url = UrlSource.parse(input.source());
        PartialFile part = new PartialFile(directory.resolve("download.part"));
        try {
            String what = "failed to download " + UrlSource.forPeople(url);
            String name = retries.run(what, new Download(calls, url, limit, part));
            Path file = directory.resolve(name);
            part.moveTo(file);
            return new PreparedInput(input, file, below(input.target(), name), true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            part.discard();
        }
    }

    private static String below(String target, String name) {
        return target.endsWith("/") ? target + name : target + "/" + name;
    }

    @Override
    public void close() {
        calls.close();
    }
}
