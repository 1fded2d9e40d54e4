package org.bacalhau.cli.legacy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/** Reads the storage of old jobs: one flat map with room for the settings of every kind. Stateless. */
final class OldStorage {
    private static final String DEFAULT_TARGET = "/inputs";

    private OldStorage() {}

    /** Returns an input; one of type "" if its kind is unknown, which is then a fault. */
    static InputSource input(Part storage) {
        String target = storage.text("Path");
        return new InputSource(source(storage), storage.text("Name"), target.isEmpty() ? DEFAULT_TARGET : target);
    }

    private static SpecConfig source(Part storage) {
        Map<String, @Nullable Object> params = new TreeMap<>();
        String kind = storage.text("StorageSource");
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "ipfs" -> new SpecConfig("ipfs", Map.of("CID", storage.text("CID")));
            case "urldownload" -> new SpecConfig("urlDownload", Map.of("URL", storage.text("URL")));
            case "inline" -> new SpecConfig("inline", Map.of("URL", storage.text("URL")));
            case "localdirectory" -> {
                params.put("SourcePath", storage.text("SourcePath"));
                params.put("ReadWrite", storage.truth("ReadWrite"));
                yield new SpecConfig("localDirectory", params);
            }
            case "s3" -> {
                params.putAll(storage.part("S3").asIs());
                yield new SpecConfig("s3", params);
            }
            default -> {
                storage.fault(
                        "StorageSource",
                        kind,
                        kind.isEmpty() ? "is missing" : "is no source that nodes know",
                        "use one of IPFS, URLDownload, S3, LocalDirectory, Inline");
                yield SpecConfig.NONE;
            }
        };
    }

    /** Returns an input as the engine for WebAssembly has its modules. */
    static Map<String, @Nullable Object> module(Part storage) {
        InputSource input = input(storage);
        Map<String, @Nullable Object> module = new TreeMap<>();
        module.put(
                "Source",
                Map.of("Type", input.source().type(), "Params", input.source().params()));
        module.put("Alias", input.alias());
        module.put("Target", storage.text("Path"));
        return module;
    }
}
