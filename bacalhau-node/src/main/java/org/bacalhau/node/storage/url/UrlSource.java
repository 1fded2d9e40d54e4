package org.bacalhau.node.storage.url;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.ValidationException;

/** Reads the parameter of a {@code urlDownload} source (engines-storage-publishers.md §5.2). */
final class UrlSource {
    private static final CharMatcher AROUND = CharMatcher.whitespace().or(CharMatcher.anyOf("\"'"));
    private static final Pattern PARTS = Pattern.compile("(?s)([^:/?#]*):(?://([^/?#]*))?([^?#]*).*");
    private static final String FIX = "write an address such as https://example.com/data.csv";

    private UrlSource() {}

    /**
     * Returns the source's URL.
     *
     * @throws ValidationException if it is none that can be downloaded
     */
    static HttpUrl parse(SpecConfig source) {
        Object value = source.param(UrlStorage.URL);
        String text = value instanceof String string ? AROUND.trimFrom(string) : "";
        if (text.isEmpty()) {
            throw invalid(value == null ? "" : value.toString(), "invalid url storage params: url cannot be empty");
        }
        Matcher parts = PARTS.matcher(text);
        String scheme = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(text, "URLs must begin with 'http' or 'https'. The submitted one began with " + scheme);
        }
        if (parts.group(3).isEmpty()) {
            throw invalid(text, "URL must end with a file name");
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw invalid(text, "invalid url storage params: not a URL");
        }
        return url;
    }

    private static ValidationException invalid(String value, String problem) {
        return new ValidationException(
                "url source", List.of(new Fault("Params." + UrlStorage.URL, value, problem, FIX)));
    }

    /** Returns the URL without what may be secret: user, password, query. For messages. */
    static String forPeople(HttpUrl url) {
        return url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .build()
                .toString();
    }
}
