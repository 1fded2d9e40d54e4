package org.bacalhau.node.storage.inline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bacalhau.client.archive.ArchiveWriter;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Quantities;
import org.bacalhau.core.model.SpecConfig;

/**
 * Makes inputs of type {@code inline} from local files, for whoever writes a job. All methods read and encode on the
 * caller's thread and hold the result in memory, so they refuse more than {@link #MOST_BYTES}.
 */
public final class InlineData {
    /** The largest file that {@link #encode} sends as it is, in bytes (engines-storage-publishers.md §5.6). */
    public static final int LARGEST_PLAIN_FILE_BYTES = 512;

    /** The most that may be carried inline, in bytes: of the file or, if packed, of the archive. */
    public static final int MOST_BYTES = 32 * 1024 * 1024;

    private InlineData() {}

    /**
     * Encodes a file or directory. A file of up to {@value #LARGEST_PLAIN_FILE_BYTES} bytes is carried as it is and
     * becomes a file at the input's target. A larger file or a directory is packed under its own name: the target becomes
     * a directory that holds it. For a large file that is to be a file at the target, see {@link #encodeFile}.
     *
     * @return a data URL
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is too large or does not exist
     * @throws IOException if it cannot be read
     */
    public static String encode(Path path) throws IOException, InterruptedException {
        Path real = real(path);
        if (Files.isRegularFile(real) && Files.size(real) <= LARGEST_PLAIN_FILE_BYTES) {
            return encodeFile(real);
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ArchiveWriter.write(real, nameOf(real), bounded(archive, path));
        return DataUrl.format(DataUrl.ARCHIVE_TYPE, archive.toByteArray());
    }

    /**
     * Encodes one file as it is, of whatever size: it becomes a file at the input's target.
     *
     * @return a data URL
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is too large or does not exist
     * @throws IOException if it cannot be read
     */
    public static String encodeFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(real(file))) {
            byte[] data = in.readNBytes(MOST_BYTES + 1);
            if (data.length > MOST_BYTES) {
                throw tooLarge(file.toString());
            }
            return encode(data);
        }
    }

    /**
     * Encodes bytes, which become a file at the input's target.
     *
     * @return a data URL
     * @throws BacalhauException {@code INVALID_ARGUMENT} if there are too many
     */
    public static String encode(byte[] data) {
        if (data.length > MOST_BYTES) {
            throw tooLarge("the data");
        }
        return DataUrl.format(mediaTypeOf(data), data);
    }

    /** Returns the source of an input that carries {@code dataUrl}. */
    public static SpecConfig source(String dataUrl) {
        return SpecConfig.of(InlineStorage.TYPE).with(InlineStorage.URL, dataUrl);
    }

    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT, "cannot inline " + path + ": it does not exist", "check the path");
        }
    }

    private static String nameOf(Path real) {
        Path name = real.getFileName();
        // Only the root of a file system has no name.
        return name == null ? "." : name.toString();
    }

    /** Never {@code application/gzip}: a file that happens to be packed stays a file. */
    private static String mediaTypeOf(byte[] data) {
        if (data.length >= 4 && data[0] == 0 && data[1] == 'a' && data[2] == 's' && data[3] == 'm') {
            return "application/wasm";
        }
        try {
            boolean text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .chars()
                    .noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            return text ? "text/plain;charset=utf-8" : "application/octet-stream";
        } catch (CharacterCodingException e) {
            return "application/octet-stream";
        }
    }

    private static OutputStream bounded(ByteArrayOutputStream archive, Path path) {
        return new OutputStream() {
            @Override
            public void write(int value) {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (archive.size() + length > MOST_BYTES) {
                    throw tooLarge(path.toString());
                }
                archive.write(bytes, offset, length);
            }
        };
    }

    private static BacalhauException tooLarge(String what) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "cannot inline " + what + ": more than " + Quantities.formatBytes(MOST_BYTES),
                "put it where nodes can fetch it and use a urlDownload or localDirectory source");
    }
}
