package org.bacalhau.node.storage.inline;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A data URL as RFC 2397 has it. Immutable. */
final class DataUrl {
    /** The media type that stands for a packed directory. */
    static final String ARCHIVE_TYPE = "application/gzip";

    private static final String SCHEME = "data:";
    private static final String DEFAULT_TYPE = "text/plain";
    // Line breaks and blanks come from folded lines in job files.
    private static final String BLANKS = " \t\r\n";
    private static final CharMatcher TYPE_CHARACTERS =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('0', '9')).or(CharMatcher.anyOf("!#$&^_.+-"));

    private final String mediaType;
    private final byte[] data;

    private DataUrl(String mediaType, byte[] data) {
        this.mediaType = mediaType;
        this.data = data;
    }

    /**
     * Reads a URL. Base64 is of the standard alphabet, with or without padding; blanks in it are skipped. Both kinds of
     * body may hold percent escapes.
     *
     * @throws IllegalArgumentException if the text is no data URL; the message says why
     */
    static DataUrl parse(String url) {
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IllegalArgumentException("it does not start with \"data:\"");
        }
        int comma = url.indexOf(',');
        if (comma < 0) {
            throw new IllegalArgumentException("it has no comma before the data");
        }
        List<String> header = Splitter.on(';').trimResults().splitToList(url.substring(SCHEME.length(), comma));
        boolean base64 = header.size() > 1 && header.get(header.size() - 1).equalsIgnoreCase("base64");
        String body = url.substring(comma + 1);
        return new DataUrl(mediaType(header.get(0)), base64 ? decodeBase64(body) : unescape(body));
    }

    private static String mediaType(String text) {
        if (text.isEmpty()) {
            return DEFAULT_TYPE;
        }
        String type = text.toLowerCase(Locale.ROOT);
        List<String> parts = Splitter.on('/').splitToList(type);
        if (parts.size() != 2
                || parts.stream().anyMatch(part -> part.isEmpty() || !TYPE_CHARACTERS.matchesAllOf(part))) {
            throw new IllegalArgumentException("\"" + text + "\" is no media type");
        }
        return type;
    }

    private static byte[] decodeBase64(String body) {
        String plain = body.indexOf('%') < 0 ? body : new String(unescape(body), StandardCharsets.ISO_8859_1);
        try {
            return Base64.getDecoder().decode(withoutBlanks(plain));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its data is not base64: " + e.getMessage(), e);
        }
    }

    /** Mostly there are none, which the JVM finds many times faster than a matcher that looks at each character. */
    private static String withoutBlanks(String text) {
        boolean hasBlanks = BLANKS.chars().anyMatch(blank -> text.indexOf(blank) >= 0);
        return hasBlanks ? CharMatcher.anyOf(BLANKS).removeFrom(text) : text;
    }

    private static byte[] unescape(String body) {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(text.length);
        for (int i = 0; i < text.length; i++) {
            if (text[i] != '%') {
                plain.write(text[i]);
                continue;
            }
            int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a percent sign in its data is not followed by two hex digits");
            }
            plain.write(high << 4 | low);
            i += 2;
        }
        return plain.toByteArray();
    }

    /** Writes a URL. */
    static String format(String mediaType, byte[] data) {
        return SCHEME + mediaType + ";base64," + Base64.getEncoder().encodeToString(data);
    }

    /** Returns the media type in lower case, without its parameters. */
    String mediaType() {
        return mediaType;
    }

    /** Tells whether the data is a packed directory. */
    boolean isArchive() {
        return mediaType.equals(ARCHIVE_TYPE);
    }

    /** Returns the data itself, not a copy: not to be changed. */
    byte[] data() {
        return data;
    }
}
