package org.bacalhau.client.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bacalhau.core.model.Quantities;

/**
 * Times and durations as Go writes them. Safe for any thread: there is no state.
 *
 * <p>A time is RFC 3339 with up to nine digits of a second and no trailing zeros; a duration is {@code 1h30m0.5s}.
 */
public final class GoTime {
    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final int LONGEST_DURATION = 100;

    private GoTime() {}

    /** Writes a time in UTC. */
    public static String format(Instant time) {
        return WRITTEN.format(time);
    }

    /**
     * Reads a time of any offset.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time such as 2024-06-28T10:35:00.5Z", e);
        }
    }

    /** Writes a duration. */
    public static String formatDuration(Duration duration) {
        return Quantities.formatDuration(duration);
    }

    /**
     * Reads a duration: numbers with units {@code h}, {@code m}, {@code s}, {@code ms}, {@code us}, {@code ns}, with a sign
     * before all; or {@code 0}.
     *
     * @throws IllegalArgumentException if it is none, or longer than Go's longest (292 years)
     */
    public static Duration parseDuration(String text) {
        boolean negative = text.startsWith("-");
        String parts = negative || text.startsWith("+") ? text.substring(1) : text;
        if (parts.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        Matcher matcher = PART.matcher(parts.length() > LONGEST_DURATION ? "" : parts);
        while (matcher.find() && matcher.start() == end) {
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosOf(matcher.group(2)))));
            end = matcher.end();
        }
        if (end == 0 || end != parts.length() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration such as 1h30m or 500ms");
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs", "μs" -> 1_000L;
            default -> 1L;
        };
    }
}
