package org.bacalhau.core.model;

import java.util.regex.Pattern;

/** Shortens identifiers for people. The rule is the original's (job-lifecycle.md §0), so that both print alike. */
final class ShortIds {
    private static final int SHORT_DIGITS = 8;
    private static final Pattern PREFIXED_UUID = Pattern.compile("\\w-[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}");

    private ShortIds() {}

    static String shorten(String id) {
        if (PREFIXED_UUID.matcher(id).matches()) {
            return id.substring(0, 2 + SHORT_DIGITS);
        }
        boolean peerId = id.startsWith("Qm") && id.length() > SHORT_DIGITS;
        return peerId || UUID.matcher(id).matches() ? id.substring(0, SHORT_DIGITS) : id;
    }
}
