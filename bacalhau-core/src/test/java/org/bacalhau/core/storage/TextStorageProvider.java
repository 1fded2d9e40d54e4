package org.bacalhau.core.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;

/**
 * A storage provider for tests whose content is its parameter {@code Text}; {@code Missing} fails for good, {@code Endless}
 * waits for the interrupt. Safe for any thread.
 */
public final class TextStorageProvider implements StorageProvider {
    /** The source's type. */
    public static final String TYPE = "text";

    /** Returns a source of one file with this text. */
    public static SpecConfig source(String text) {
        return SpecConfig.of(TYPE).with("Text", text);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Fault> validate(SpecConfig source) {
        return source.param("Text") instanceof String
                ? List.of()
                : List.of(new Fault("Params.Text", "", "is no text", "write a text"));
    }

    @Override
    public boolean isLocal(InputSource input) {
        return true;
    }

    @Override
    public long sizeBytes(InputSource input) {
        return text(input).getBytes(UTF_8).length;
    }

    @Override
    public PreparedInput prepare(InputSource input, Path directory) throws IOException, InterruptedException {
        if (input.source().param("Missing") != null) {
            throw BacalhauException.of(ErrorCode.INPUT_UNAVAILABLE, "text is missing", "write one");
        }
        if (input.source().param("Endless") != null) {
            new CountDownLatch(1).await();
        }
        return PreparedInput.readOnly(input, Files.writeString(directory.resolve("text"), text(input)));
    }

    private static String text(InputSource input) {
        return input.source().param("Text") instanceof String text ? text : "";
    }
}
