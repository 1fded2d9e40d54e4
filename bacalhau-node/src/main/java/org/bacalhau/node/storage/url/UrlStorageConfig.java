package org.bacalhau.node.storage.url;

import java.time.Duration;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.runtime.Backoff;

/**
 * How files are downloaded. Immutable.
 *
 * @param maximumBytes the largest file, in bytes, at least 1; also holds if the server says less than it sends
 * @param connectTimeout how long one connection may take to come up, longer than zero
 * @param idleTimeout how long a server may be silent, longer than zero
 * @param maximumRedirects how many redirects one request follows, 0 for none
 * @param backoff waits between tries, and how many tries in a row may bring no progress
 * @param maximumTransfers how many transfers run at the same time, at least 1; others wait
 * @param allowedNetworks non-public networks that jobs may download from, such as {@code 10.1.0.0/16}
 */
public record UrlStorageConfig(
        long maximumBytes,
        Duration connectTimeout,
        Duration idleTimeout,
        int maximumRedirects,
        Backoff backoff,
        int maximumTransfers,
        List<String> allowedNetworks) {

    /**
     * 100 GiB, 10 s to connect, 60 s of silence, 10 redirects, 4 tries 1 s to 30 s apart, 16 transfers, public addresses
     * only.
     */
    public static final UrlStorageConfig DEFAULT = new UrlStorageConfig(
            100L << 30,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            10,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 4),
            16,
            List.of());

    /**
     * Checks the values.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if an allowed network is no network
     */
    public UrlStorageConfig {
        if (maximumBytes < 1 || maximumRedirects < 0 || maximumTransfers < 1) {
            throw new IllegalArgumentException("downloads of " + maximumBytes + " bytes, " + maximumRedirects
                    + " redirects, " + maximumTransfers + " transfers");
        }
        requirePositive("connect timeout", connectTimeout);
        requirePositive("idle timeout", idleTimeout);
        allowedNetworks = List.copyOf(allowedNetworks);
        allowedNetworks.forEach(AddressBlock::parse);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(what + " of " + duration);
        }
    }

    /** Returns the same settings with another size limit. */
    public UrlStorageConfig withMaximumBytes(long bytes) {
        return new UrlStorageConfig(
                bytes, connectTimeout, idleTimeout, maximumRedirects, backoff, maximumTransfers, allowedNetworks);
    }

    /** Returns the same settings with another limit on silence. */
    public UrlStorageConfig withIdleTimeout(Duration timeout) {
        return new UrlStorageConfig(
                maximumBytes, connectTimeout, timeout, maximumRedirects, backoff, maximumTransfers, allowedNetworks);
    }

    /** Returns the same settings with other tries. */
    public UrlStorageConfig withBackoff(Backoff tries) {
        return new UrlStorageConfig(
                maximumBytes, connectTimeout, idleTimeout, maximumRedirects, tries, maximumTransfers, allowedNetworks);
    }

    /** Returns the same settings with downloads allowed from these networks besides public addresses. */
    public UrlStorageConfig withAllowedNetworks(List<String> networks) {
        return new UrlStorageConfig(
                maximumBytes, connectTimeout, idleTimeout, maximumRedirects, backoff, maximumTransfers, networks);
    }
}
