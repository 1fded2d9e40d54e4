package org.bacalhau.node.storage.local;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;

/**
 * Hands out files and directories of the node that its operator allows. Safe for any thread.
 *
 * <p>Parameters: {@code SourcePath}, an absolute path on the node; {@code ReadWrite}, {@code true} (or the text {@code
 * "true"}) to let the program write there, otherwise it may only read. Nothing is copied, so the input needs no disk.
 */
public final class LocalDirectoryStorage implements StorageProvider {
    /** The source type. */
    public static final String TYPE = "localDirectory";

    /** The parameter that names the file or directory. */
    public static final String SOURCE_PATH = "SourcePath";

    /** The parameter that asks for write access. */
    public static final String READ_WRITE = "ReadWrite";

    // Of any system: the requester that checks the job may run on another one than the node.
    private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:[/\\\\]|\\\\\\\\)[^\\x00]*");

    private final List<AllowedPath> allowed;

    /** Creates a provider. With an empty list it serves nothing and is never available. */
    public LocalDirectoryStorage(List<AllowedPath> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns the source of an input that lets a program read {@code path}. */
    public static SpecConfig readOnly(Path path) {
        return SpecConfig.of(TYPE).with(SOURCE_PATH, path.toAbsolutePath().toString());
    }

    /** Returns the source of an input that lets a program read and write {@code path}. */
    public static SpecConfig readWrite(Path path) {
        return readOnly(path).with(READ_WRITE, true);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean isAvailable() {
        return !allowed.isEmpty();
    }

    @Override
    public List<Fault> validate(SpecConfig source) {
        Object value = source.param(SOURCE_PATH);
        if (value instanceof String path && ABSOLUTE.matcher(path.trim()).matches()) {
            return List.of();
        }
        return List.of(new Fault(
                "Params." + SOURCE_PATH,
                value == null ? "" : value.toString(),
                "invalid local directory params: source path must be an absolute path",
                "name a file or directory on the compute node, such as /data/in"));
    }

    @Override
    public boolean isLocal(InputSource input) throws IOException {
        Path path = realPath(input.source());
        return isAllowed(path, isReadWrite(input.source())) && RealPaths.isReal(path);
    }

    /** Returns 0, as nothing is copied, once it is sure that the path is allowed and exists. */
    @Override
    public long sizeBytes(InputSource input) throws IOException {
        resolve(input.source());
        return 0;
    }

    @Override
    public PreparedInput prepare(InputSource input, Path directory) throws IOException {
        Path path = resolve(input.source());
        return new PreparedInput(input, path, input.target(), !isReadWrite(input.source()));
    }

    private Path resolve(SpecConfig source) throws IOException {
        Path path = realPath(source);
        boolean toWrite = isReadWrite(source);
        // Before anything is said about its existence: who may not use a path does not learn what is there.
        if (!isAllowed(path, toWrite)) {
            throw BacalhauException.of(
                    ErrorCode.PERMISSION_DENIED,
                    "volume not in allowed paths: " + source.param(SOURCE_PATH) + (toWrite ? " (to write)" : ""),
                    "ask the node's operator to allow it, or use one of " + allowed);
        }
        if (!RealPaths.isReal(path)) {
            throw BacalhauException.of(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "volume does not exist: " + source.param(SOURCE_PATH),
                    "check the path on the compute node");
        }
        return path;
    }

    private Path realPath(SpecConfig source) throws IOException {
        List<Fault> faults = validate(source);
        if (!faults.isEmpty()) {
            throw new ValidationException("local directory source", faults);
        }
        String text = String.valueOf(source.param(SOURCE_PATH)).trim();
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return RealPaths.resolve(path);
            }
        } catch (InvalidPathException e) {
            throw unusable(text);
        }
        throw unusable(text);
    }

    private static BacalhauException unusable(String path) {
        return BacalhauException.of(
                ErrorCode.INPUT_UNAVAILABLE,
                "volume cannot exist on this node: " + path,
                "use a path of the compute node's operating system");
    }

    private boolean isAllowed(Path path, boolean toWrite) throws IOException {
        for (AllowedPath entry : allowed) {
            if (entry.allows(path, toWrite)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadWrite(SpecConfig source) {
        Object value = source.param(READ_WRITE);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }
}
