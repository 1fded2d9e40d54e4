package org.bacalhau.node.storage.url;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the file name of a {@code Content-Disposition} header (RFC 6266). */
final class ContentDisposition {
    // A value is a quoted text with escapes, or runs to the next semicolon.
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;]*+))");

    private static final Pattern EXTENDED = Pattern.compile("([^']+)'[^']*'(.*)");

    private ContentDisposition() {}

    /** Returns the name as the header has it; the extended form ({@code filename*}) wins over the plain one. */
    static Optional<String> fileName(String header) {
        Optional<String> plain = Optional.empty();
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find()) {
            String name = parameter.group(1);
            String quoted = parameter.group(2);
            String value = quoted == null ? parameter.group(3).trim() : quoted.replaceAll("\\\\(.)", "$1");
            if (name.equalsIgnoreCase("filename*")) {
                Optional<String> extended = decode(value);
                if (extended.isPresent()) {
                    return extended;
                }
            } else if (name.equalsIgnoreCase("filename")) {
                plain = Optional.of(value);
            }
        }
        return plain;
    }

    private static Optional<String> decode(String value) {
        Matcher extended = EXTENDED.matcher(value);
        if (!extended.matches()) {
            return Optional.empty();
        }
        try {
            // Unlike in forms, a plus sign is a plus sign here.
            String text = extended.group(2).replace("+", "%2B");
            return Optional.of(URLDecoder.decode(text, Charset.forName(extended.group(1))));
        } catch (IllegalArgumentException e) {
            // An unknown character set or a broken escape: as if it were not there.
            return Optional.empty();
        }
    }
}
