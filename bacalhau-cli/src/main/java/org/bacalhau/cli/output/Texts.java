package org.bacalhau.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** How ids, times and durations look to people (cli-config-auth.md §3.3). Stateless. */
public final class Texts {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter PRECISE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern UUID_ID = Pattern.compile("(\\w-)?[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}");
    private static final int SHORT_DIGITS = 8;

    private Texts() {}

    /** Shortens an id that is made of a UUID; others, such as the name of a node, stay whole. */
    public static String shortId(String id) {
        if (!UUID_ID.matcher(id).matches()) {
            return id;
        }
        return id.substring(0, id.charAt(1) == '-' ? SHORT_DIGITS + 2 : SHORT_DIGITS);
    }

    /** Returns a time in nanoseconds since 1970 as an instant. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    /** Returns date and time of day in UTC. */
    public static String dateTime(Instant time) {
        return DATE_TIME.format(time);
    }

    /** Returns the time of day in UTC. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** Returns date and time of day in UTC, with milliseconds. */
    public static String precise(Instant time) {
        return PRECISE.format(time);
    }

    /** Returns how long ago that was: {@code 5m3s ago}, {@code 3d4h ago}; never in the future. */
    public static String ago(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        return coarse(since.isNegative() ? Duration.ZERO : since) + " ago";
    }

    /** Returns the two largest units of a duration. */
    public static String coarse(Duration duration) {
        long[] amounts = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()
        };
        String units = "dhms";
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] > 0) {
                boolean more = i + 1 < amounts.length && amounts[i + 1] > 0;
                return amounts[i]
                        + units.substring(i, i + 1)
                        + (more ? amounts[i + 1] + units.substring(i + 1, i + 2) : "");
            }
        }
        return "0s";
    }

    /** Returns a duration to a tenth of a second: {@code 0.3s}, {@code 1m02.3s}, {@code 1h00m02.3s}. */
    public static String elapsed(Duration duration) {
        long tenths = duration.toMillis() / 100;
        long seconds = tenths / 10;
        String rest = seconds % 60 + "." + tenths % 10 + "s";
        if (seconds < 60) {
            return rest;
        }
        String padded = seconds % 60 < 10 ? "0" + rest : rest;
        long minutes = seconds / 60;
        return minutes < 60
                ? minutes + "m" + padded
                : minutes / 60 + "h" + (minutes % 60 < 10 ? "0" : "") + minutes % 60 + "m" + padded;
    }
}
