package org.bacalhau.node.storage.inline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bacalhau.client.archive.ArchiveLimits;
import org.bacalhau.client.archive.ArchiveReader;
import org.bacalhau.client.archive.DiskSpace;
import org.bacalhau.client.archive.Interruptions;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;

/**
 * Unpacks data that the job carries itself. Parameter {@code URL}: a data URL. Safe for any thread.
 *
 * <p>Media type {@code application/gzip} means a tar.gz archive: the input's target becomes a directory with its content.
 * Anything else becomes a file at the target.
 */
public final class InlineStorage implements StorageProvider {
    /** The source type. */
    public static final String TYPE = "inline";

    /** The parameter that holds the data URL. */
    public static final String URL = "URL";

    private static final String FIX =
            "write data:<media type>;base64,<data> (application/gzip for a tar.gz directory), or let InlineData encode it";

    private final ArchiveLimits limits;

    /** Creates a provider that unpacks within {@link ArchiveLimits#DEFAULT}. */
    public InlineStorage() {
        this(ArchiveLimits.DEFAULT);
    }

    /** Creates a provider that unpacks within {@code limits}; the limit on one file also bounds plain data. */
    public InlineStorage(ArchiveLimits limits) {
        this.limits = limits;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Fault> validate(SpecConfig source) {
        try {
            parse(source);
            return List.of();
        } catch (ValidationException e) {
            return e.faults();
        }
    }

    @Override
    public boolean isLocal(InputSource input) {
        return true;
    }

    /** Returns the length of the data, or the length of all files of the archive together. */
    @Override
    public long sizeBytes(InputSource input) throws IOException, InterruptedException {
        DataUrl url = parse(input.source());
        return url.isArchive()
                ? ArchiveReader.contentBytes(new ByteArrayInputStream(url.data()), limits)
                : plain(url).length;
    }

    @Override
    public PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException {
        DataUrl url = parse(input.source());
        if (url.isArchive()) {
            Path unpacked = Files.createDirectory(directory.resolve("content"));
            ArchiveReader.unpack(new ByteArrayInputStream(url.data()), unpacked, limits);
            return PreparedInput.readOnly(input, unpacked);
        }
        Path file = directory.resolve("data");
        byte[] data = plain(url);
        return Interruptions.unmasked(() -> {
            try {
                Files.write(file, data);
            } catch (IOException e) {
                throw DiskSpace.explain(e, "an inline input", directory);
            }
            return PreparedInput.readOnly(input, file);
        });
    }

    private byte[] plain(DataUrl url) {
        if (url.data().length > limits.fileBytes()) {
            throw BacalhauException.of(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "inline input is larger than " + Quantities.formatBytes(limits.fileBytes()),
                    "bring the data in by another source");
        }
        return url.data();
    }

    private static DataUrl parse(SpecConfig source) {
        Object value = source.param(URL);
        String text = value instanceof String string ? string.trim() : "";
        if (text.isEmpty()) {
            throw invalid(value == null ? "" : value.toString(), "invalid inline params: url cannot be empty");
        }
        try {
            return DataUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(text, "invalid inline params: url is no data URL: " + e.getMessage());
        }
    }

    private static ValidationException invalid(String value, String problem) {
        return new ValidationException("inline source", List.of(new Fault("Params." + URL, value, problem, FIX)));
    }
}
