package org.bacalhau.node.executor.docker.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image, such as {@code registry.example:5000/team/app:1.2}. Immutable.
 *
 * @param repository the name without tag and digest, as it was written
 * @param tag the tag; empty if there is none
 * @param digest {@code sha256:…}; empty if there is none
 */
public record ImageName(String repository, String tag, String digest) {
    /** The registry of names that do not say which. */
    public static final String DEFAULT_REGISTRY = "docker.io";

    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String HOST = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?";
    private static final Pattern NAME =
            Pattern.compile("(?<repository>(?:" + HOST + "/)?" + PART + "(?:/" + PART + ")*)"
                    + "(?::(?<tag>\\w[\\w.-]{0,127}))?"
                    + "(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?");
    // Docker's own limit for the repository, and room for tag and digest.
    private static final int LONGEST = 255 + 128 + 256;

    /** Reads a name; empty if it is none. */
    public static Optional<ImageName> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new ImageName(name.group("repository"), orEmpty(name.group("tag")), orEmpty(name.group("digest"))));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }

    /** Returns the registry's host and port, as Docker reads names: a first part with a dot or colon, or localhost. */
    public String registry() {
        int slash = repository.indexOf('/');
        if (slash < 0) {
            return DEFAULT_REGISTRY;
        }
        String first = repository.substring(0, slash);
        boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isHost ? first : DEFAULT_REGISTRY;
    }

    /** Returns what to fetch: the digest, else the tag, else {@code latest}. */
    public String version() {
        return !digest.isEmpty() ? digest : !tag.isEmpty() ? tag : "latest";
    }

    /** Returns the same image by this digest. */
    public ImageName pinned(String newDigest) {
        return new ImageName(repository, "", newDigest);
    }

    /** Returns the name in the form of references. */
    public String reference() {
        return digest.isEmpty() ? repository + ":" + version() : repository + "@" + digest;
    }
}
