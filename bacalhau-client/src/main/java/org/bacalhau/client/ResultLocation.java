package org.bacalhau.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.client.api.JobMapper;
import org.bacalhau.client.archive.RelativePath;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.SpecConfig;
import org.jspecify.annotations.Nullable;

/**
 * Where a published result lies (http-api.md §18). Immutable.
 *
 * @param address of its file: {@code http}, {@code https} or {@code file}
 * @param relay where the requester hands on the same file if the address does not work; null if it does not
 * @param sha256 the digest of the file in base64; empty if it is not known
 */
record ResultLocation(URI address, @Nullable URI relay, String sha256) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final String FALLBACK = "result";

    /**
     * Returns where a result lies.
     *
     * @throws BacalhauException {@code UNSUPPORTED} if the client cannot download such a result
     */
    static ResultLocation of(ApiSpecConfig result) {
        SpecConfig spec = JobMapper.toModel(result);
        if (spec.isType("urlDownload")) {
            return new ResultLocation(
                    address(spec.param("URL")), relay(spec.param("RelayURL")), sha256(spec.param("SHA256")));
        }
        if (spec.isType("s3PreSigned")) {
            String checksum = spec.param("SourceSpec") instanceof Map<?, ?> source
                    ? String.valueOf(source.get("ChecksumSHA256"))
                    : "";
            // An object that was uploaded in parts has a digest of digests, marked by a hyphen.
            boolean ofWhole = !checksum.equals("null") && checksum.indexOf('-') < 0;
            return new ResultLocation(address(spec.param("PreSignedURL")), null, ofWhole ? checksum : "");
        }
        throw BacalhauException.of(
                ErrorCode.UNSUPPORTED,
                "a result of type \"" + spec.type() + "\" cannot be downloaded",
                "use the tools of that store, or publish with the publisher local or s3");
    }

    private static @Nullable URI relay(@Nullable Object param) {
        URI address = param == null ? null : address(param);
        return address == null || isFile(address) ? null : address;
    }

    private static boolean isFile(URI address) {
        return address.getScheme().equalsIgnoreCase("file");
    }

    private static String sha256(@Nullable Object hex) {
        return hex instanceof String text && text.matches("[0-9a-f]{64}")
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text))
                : "";
    }

    private static URI address(@Nullable Object param) {
        String text = param instanceof String url ? url : "";
        try {
            URI address = new URI(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean reachable = scheme.equals("file") || address.getHost() != null;
            if (SCHEMES.contains(scheme) && reachable) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw unusable(text);
        }
        throw unusable(text);
    }

    private static BacalhauException unusable(String address) {
        return BacalhauException.of(
                ErrorCode.UPSTREAM_FAILED,
                "the result lies at \"" + withoutQuery(address) + "\", which is no address of a file",
                "check the publisher's settings on the compute node");
    }

    // A signed address is a secret: whoever has it may read the result.
    private static String withoutQuery(String address) {
        return address.replaceAll("\\?.*", "?…");
    }

    boolean isLocalFile() {
        return isFile(address);
    }

    /** Returns the address for messages, without what makes it a secret. */
    String shown() {
        return withoutQuery(address.toString());
    }

    /** Returns the name of the file. */
    String fileName() {
        String path = String.valueOf(address.getPath());
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[\\\\/:*?\"<>|]", "_");
        return RelativePath.isSegment(name) ? name : FALLBACK;
    }

    boolean isArchive() {
        String name = fileName().toLowerCase(Locale.ROOT);
        return name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** Returns the name of the file without what tells that it is an archive. */
    String name() {
        String name = fileName().replaceFirst("(?i)\\.(tar\\.gz|tgz)$", "");
        return RelativePath.isSegment(name) ? name : FALLBACK;
    }
}
