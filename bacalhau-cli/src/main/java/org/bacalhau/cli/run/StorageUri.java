package org.bacalhau.cli.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/**
 * Turns a URI with options into a storage source (cli-config-auth.md §5.2). Immutable.
 *
 * @param flag the flag it was given with, for errors
 * @param value the flag's whole value, for errors
 * @param uri the URI
 * @param options its options, by lower-case name
 */
record StorageUri(String flag, String value, String uri, Map<String, String> options) {
    private static final Map<String, String> S3_OPTIONS = Map.ofEntries(
            Map.entry("endpoint", "Endpoint"),
            Map.entry("region", "Region"),
            Map.entry("versionid", "VersionID"),
            Map.entry("version-id", "VersionID"),
            Map.entry("version_id", "VersionID"),
            Map.entry("checksum-256", "ChecksumSHA256"),
            Map.entry("checksum256", "ChecksumSHA256"),
            Map.entry("checksum_256", "ChecksumSHA256"),
            Map.entry("filter", "Filter"));
    private static final List<String> WRITABLE = List.of("rw", "read-write", "read_write", "readwrite");
    private static final List<String> READ_ONLY = List.of("ro", "read-only", "read_only", "readonly");

    SpecConfig source() {
        int end = uri.indexOf("://");
        String scheme = end < 0 ? "" : uri.substring(0, end).toLowerCase(Locale.ROOT);
        String rest = uri.substring(end < 0 ? 0 : end + 3);
        return switch (scheme) {
            case "ipfs" -> withoutOptions("ipfs", "CID", rest.replaceFirst("/.*", ""));
            case "http", "https" -> withoutOptions("urlDownload", "URL", uri);
            case "file" -> directory(rest);
            case "s3" -> bucket(rest);
            case "" -> throw fault("it is not a URI", "write file://, http(s)://, ipfs:// or s3:// before it");
            default ->
                throw fault(
                        "storage of type " + scheme + " is not supported", "use file://, http(s)://, ipfs:// or s3://");
        };
    }

    private SpecConfig withoutOptions(String type, String param, String content) {
        if (!options.isEmpty()) {
            throw fault("it takes no options, but has " + options.keySet(), "remove them");
        }
        return new SpecConfig(type, Map.of(param, content));
    }

    private SpecConfig directory(String path) {
        boolean writable = false;
        for (Map.Entry<String, String> option : options.entrySet()) {
            boolean write = WRITABLE.contains(option.getKey());
            if (!write && !READ_ONLY.contains(option.getKey())) {
                throw fault("directories have no option " + option.getKey(), "use opt=rw=true, or none");
            }
            if (!option.getValue().equalsIgnoreCase("true")
                    && !option.getValue().equalsIgnoreCase("false")) {
                throw fault("option " + option.getKey() + " is " + option.getValue(), "make it true or false");
            }
            writable = write == Boolean.parseBoolean(option.getValue());
        }
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("SourcePath", path);
        params.put("ReadWrite", writable);
        return new SpecConfig("localDirectory", params);
    }

    private SpecConfig bucket(String path) {
        int slash = path.indexOf('/');
        Map<String, @Nullable Object> params = new TreeMap<>();
        params.put("Bucket", slash < 0 ? path : path.substring(0, slash));
        params.put("Key", slash < 0 ? "" : path.substring(slash + 1));
        options.forEach((name, text) -> {
            String param = S3_OPTIONS.get(name);
            if (param == null) {
                throw fault(
                        "s3 has no option " + name,
                        "use endpoint, region, version-id, checksum-256 or filter, such as opt=region=eu-west-1");
            }
            params.put(param, text);
        });
        return new SpecConfig("s3", params);
    }

    private RuntimeException fault(String problem, String remedy) {
        return FlagFault.of(flag, value, problem, remedy);
    }
}
