package org.bacalhau.node.http.result;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.bacalhau.core.model.SpecConfig;

/**
 * A published result that lies on the HTTP server of a compute node, as the requester stores it. Immutable.
 *
 * @param spec all of it
 * @param address where it lies, without what makes a link of it
 * @param file the name of the archive
 * @param key makes links to it; empty for the original's nodes, where none are needed
 */
record StoredResult(SpecConfig spec, URI address, String file, Optional<LinkKey> key) {
    /** The parameter of a published result that holds the key of its links. */
    static final String LINK_KEY = "LinkKey";

    /**
     * Reads a published result.
     *
     * @return empty if it lies elsewhere, or at an address that no publisher {@code local} gives: such addresses are not asked
     *     for on behalf of a client, since a compute node could name anything
     */
    static Optional<StoredResult> of(SpecConfig spec) {
        if (!spec.isType("urlDownload") || !(spec.param("URL") instanceof String url)) {
            return Optional.empty();
        }
        try {
            URI link = new URI(url);
            boolean web = "http".equalsIgnoreCase(link.getScheme()) || "https".equalsIgnoreCase(link.getScheme());
            if (!web || link.getHost() == null || link.getRawUserInfo() != null || link.getRawFragment() != null) {
                return Optional.empty();
            }
            return of(spec, link);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<StoredResult> of(SpecConfig spec, URI link) throws URISyntaxException {
        String path = link.getRawPath();
        String file = path.substring(path.lastIndexOf('/') + 1);
        Optional<LinkKey> key = LinkKey.of(spec.param(LINK_KEY));
        boolean sound = key.isPresent()
                ? path.endsWith(ResultServer.PATH + file)
                : path.equals("/" + file) && link.getRawQuery() == null;
        if (!sound || !ServedArchives.isName(file)) {
            return Optional.empty();
        }
        URI address = new URI(link.getScheme() + "://" + link.getRawAuthority() + path);
        return Optional.of(new StoredResult(spec, address, file, key));
    }

    /** Returns how large the archive is said to be; negative if nothing is said. */
    long size() {
        return spec.param("Size") instanceof Number number ? number.longValue() : -1;
    }

    /** Returns the digest that the archive is said to have, in hexadecimal digits; empty if nothing is said. */
    Optional<String> sha256() {
        return spec.param("SHA256") instanceof String text && text.matches("[0-9a-f]{64}")
                ? Optional.of(text)
                : Optional.empty();
    }
}
