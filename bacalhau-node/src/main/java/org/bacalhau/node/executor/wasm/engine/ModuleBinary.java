package org.bacalhau.node.executor.wasm.engine;

import com.google.common.hash.Hashing;
import java.util.Locale;

/** The bytes of a module. Immutable: whoever makes one hands its array over. */
public final class ModuleBinary {
    private final String label;
    private final String alias;
    private final byte[] bytes;
    private final String hash;

    /**
     * Creates a binary.
     *
     * @param label what it is, for messages: {@code entry module (inline)}
     * @param alias the name by which other modules import from it; empty for none
     * @param bytes its content, not to be changed any more
     */
    public ModuleBinary(String label, String alias, byte[] bytes) {
        this.label = label;
        this.alias = alias;
        this.bytes = bytes;
        this.hash = Hashing.sha256().hashBytes(bytes).toString();
    }

    String label() {
        return label;
    }

    String alias() {
        return alias;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns the SHA-256 of the content, in hexadecimal. */
    String hash() {
        return hash;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d bytes, sha256 %s", label, bytes.length, hash);
    }
}
