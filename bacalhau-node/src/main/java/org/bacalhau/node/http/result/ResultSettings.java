package org.bacalhau.node.http.result;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node serves results. Immutable; change single ones with the {@code with} methods.
 *
 * @param advertised under which address others reach the HTTP server, such as {@code https://node7.example:8443}; empty for the
 *     address it listens on, or that of this machine's main network interface if it listens on all
 * @param linkLife how long a link to a result is valid, at least a second
 * @param retention how long archives are kept
 * @param relaying when results of other nodes are fetched for clients
 * @param relays how many results are relayed at a time; more are refused
 * @param relayIdle a relayed result of which nothing comes for this long is given up, at least a millisecond
 */
public record ResultSettings(
        Optional<URI> advertised,
        Duration linkLife,
        ArchiveRetention retention,
        Relaying relaying,
        int relays,
        Duration relayIdle) {
    /** When a requester fetches results of compute nodes for its clients. */
    public enum Relaying {
        /** Never: clients have to reach every compute node. */
        NEVER,
        /**
         * When the address of the compute node's result is of a kind that the client does not reach: of that machine alone, or
         * of a private network where the client comes from outside. A client is told of the relay in any case.
         */
        WHEN_NEEDED,
        /** Always: for compute nodes behind a wall that the requester alone passes. */
        ALWAYS
    }

    /** The defaults: links are valid for a day. */
    public static final ResultSettings DEFAULT = new ResultSettings(
            Optional.empty(),
            Duration.ofDays(1),
            ArchiveRetention.DEFAULT,
            Relaying.WHEN_NEEDED,
            32,
            Duration.ofSeconds(30));

    public ResultSettings {
        advertised.ifPresent(ResultSettings::requireBase);
        Objects.requireNonNull(linkLife, "linkLife");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(relaying, "relaying");
        Objects.requireNonNull(relayIdle, "relayIdle");
        if (linkLife.compareTo(Duration.ofSeconds(1)) < 0 || relayIdle.toMillis() < 1 || relays < 1) {
            throw new IllegalArgumentException("linkLife " + linkLife + " must be a second at least, relayIdle "
                    + relayIdle + " a millisecond, relays " + relays + " one");
        }
    }

    private static void requireBase(URI base) {
        boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!web
                || base.getHost() == null
                || base.getRawQuery() != null
                || base.getRawUserInfo() != null
                || base.getRawFragment() != null
                || base.getRawPath().endsWith("/")) {
            throw new IllegalArgumentException("advertised address \"" + base
                    + "\" is none; write it like http://node7.example:1234, without a slash at the end");
        }
    }

    /** Returns these settings with another advertised address. */
    public ResultSettings withAdvertised(URI value) {
        return new ResultSettings(Optional.of(value), linkLife, retention, relaying, relays, relayIdle);
    }

    /** Returns these settings with another life time of links. */
    public ResultSettings withLinkLife(Duration value) {
        return new ResultSettings(advertised, value, retention, relaying, relays, relayIdle);
    }

    /** Returns these settings with another retention. */
    public ResultSettings withRetention(ArchiveRetention value) {
        return new ResultSettings(advertised, linkLife, value, relaying, relays, relayIdle);
    }

    /** Returns these settings with other rules of relaying. */
    public ResultSettings withRelaying(Relaying value, int most, Duration idle) {
        return new ResultSettings(advertised, linkLife, retention, value, most, idle);
    }
}
