package org.bacalhau.examples;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * WebAssembly modules that lie beside this class as text. Users bring modules that their own compilers made; the examples
 * are text so that nothing but Java is needed to run them.
 */
public final class WatModules {
    private WatModules() {}

    /**
     * Returns the module whose text is the resource of this name.
     *
     * @throws IllegalArgumentException if there is no such resource
     */
    public static byte[] assemble(String name) {
        try (InputStream text = WatModules.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalArgumentException("no module text " + name + " beside " + WatModules.class);
            }
            return Wat2Wasm.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
