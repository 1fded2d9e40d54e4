package org.bacalhau.node.http.result;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.node.http.route.Call;
import org.jspecify.annotations.Nullable;

/** Makes links, and decides which one a client is given. Safe for any thread. */
final class ResultLinks {
    /** The parameter of a result that tells where to fetch it if its {@code URL} does not work. */
    static final String RELAY_URL = "RelayURL";

    // A name or an address, with a port or without.
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private final NodeKey key;
    private final ResultSettings settings;
    private final InstantSource clock;
    private final Supplier<URI> base;

    /**
     * Creates it.
     *
     * @param base tells under which address others reach the HTTP server
     */
    ResultLinks(NodeKey key, ResultSettings settings, InstantSource clock, Supplier<URI> base) {
        this.key = key;
        this.settings = settings;
        this.clock = clock;
        this.base = base;
    }

    /** Returns a link to an archive of this node. */
    URI toArchive(URI server, String file) {
        return URI.create(server + ResultServer.PATH + file + "?" + query(key.forArchive(file)));
    }

    private String query(LinkKey linkKey) {
        return linkKey.query(clock.instant(), settings.linkLife());
    }

    /** Returns a link to a result that lies on some node. */
    String direct(StoredResult result) {
        return result.key()
                .map(linkKey -> result.address() + "?" + query(linkKey))
                .orElseGet(() -> result.address().toString());
    }

    /** Returns a result as the client that calls is given it: with a fresh link that it can follow. */
    SpecConfig forClient(JobId job, SpecConfig published, Call call) {
        Optional<StoredResult> stored = StoredResult.of(published);
        if (stored.isEmpty()) {
            return published;
        }
        StoredResult result = stored.get();
        boolean own = result.key().equals(Optional.of(key.forArchive(result.file())));
        if (own) {
            return with(published, toArchive(baseFor(call), result.file()).toString(), null);
        }
        String relay = baseFor(call) + ResultServer.PATH + job + "/" + result.file() + "?"
                + query(key.forRelay(job.value(), result.file()));
        if (isRelayed(result, call)) {
            return with(published, relay, null);
        }
        boolean offered = settings.relaying() != ResultSettings.Relaying.NEVER
                && result.key().isPresent();
        return with(published, direct(result), offered ? relay : null);
    }

    private boolean isRelayed(StoredResult result, Call call) {
        return switch (settings.relaying()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case WHEN_NEEDED ->
                call.client() != null
                        && Reach.of(call.client())
                                        .compareTo(Reach.ofHost(result.address().getHost()))
                                > 0;
        };
    }

    /** Returns the address by which the client reached this server, unless one is set: it need not know any other. */
    private URI baseFor(Call call) {
        return settings.advertised().or(() -> byHostOf(call)).orElseGet(base);
    }

    private Optional<URI> byHostOf(Call call) {
        String host = call.header("Host");
        return HOST.matcher(host).matches()
                ? Optional.of(URI.create(base.get().getScheme() + "://" + host))
                : Optional.empty();
    }

    /** Returns a result without what makes a link of it, for those who may only see that there is one. */
    static SpecConfig withoutLink(SpecConfig published) {
        return StoredResult.of(published)
                .filter(result -> result.key().isPresent())
                .map(result -> with(published, result.address().toString(), null))
                .orElse(published);
    }

    private static SpecConfig with(SpecConfig published, String url, @Nullable String relay) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(published.params());
        parameters.remove(StoredResult.LINK_KEY);
        parameters.put("URL", url);
        if (relay != null) {
            parameters.put(RELAY_URL, relay);
        }
        return new SpecConfig(published.type(), parameters);
    }
}
