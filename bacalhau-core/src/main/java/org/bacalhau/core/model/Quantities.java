package org.bacalhau.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes quantities as users of the network know them. Grammar and texts are the original's (http-api.md
 * §15.6, job-lifecycle.md §0), since both appear in job files and in messages that clients compare.
 */
public final class Quantities {
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?|\\.\\d+");
    private static final Pattern SIZE = Pattern.compile("([\\d.,]+)([a-z]*)");
    private static final List<String> SIZE_PREFIXES = List.of("", "k", "m", "g", "t", "p", "e");
    private static final List<String> SI_UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    // Longer texts are no quantity; without a bound a huge exponent-free number would cost quadratic time.
    private static final int LONGEST_TEXT = 64;

    private Quantities() {}

    /**
     * Reads a CPU quantity: {@code 500m}, {@code 0.5}, {@code 2}.
     *
     * @return thousandths of a core, rounded down; 0 for the empty text
     * @throws IllegalArgumentException if the text is no such quantity
     */
    public static long cpuMillis(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        boolean millis = text.endsWith("m");
        String number = millis ? text.substring(0, text.length() - 1) : text;
        if (text.length() > LONGEST_TEXT || !NUMBER.matcher(number).matches() || millis && number.contains(".")) {
            throw invalid("CPU", text);
        }
        return toLong("CPU", text, millis ? new BigDecimal(number) : new BigDecimal(number).movePointRight(3));
    }

    /**
     * Reads a size: a decimal number, commas allowed, with an optional unit ({@code kb} = 1000, {@code kib} = 1024, and
     * so on up to {@code e}).
     *
     * @param what {@code memory} or {@code disk}, for the error
     * @return bytes, rounded down; 0 for the empty text
     * @throws IllegalArgumentException if the text is no such quantity
     */
    public static long bytes(String what, String text) {
        if (text.isEmpty()) {
            return 0;
        }
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (text.length() > LONGEST_TEXT || !size.matches()) {
            throw invalid(what, text);
        }
        String number = size.group(1).replace(",", "");
        BigDecimal unit = unit(size.group(2));
        if (unit.signum() == 0 || !NUMBER.matcher(number).matches()) {
            throw invalid(what, text);
        }
        return toLong(what, text, new BigDecimal(number).multiply(unit));
    }

    /**
     * Reads a number of GPUs.
     *
     * @return 0 for the empty text
     * @throws IllegalArgumentException if the text is not a whole number
     */
    public static long gpus(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (text.length() > LONGEST_TEXT || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid("GPU", text);
        }
        return toLong("GPU", text, new BigDecimal(text));
    }

    private static BigDecimal unit(String name) {
        String prefix = name.endsWith("b") ? name.substring(0, name.length() - 1) : name;
        boolean binary = prefix.endsWith("i");
        int power = SIZE_PREFIXES.indexOf(binary ? prefix.substring(0, prefix.length() - 1) : prefix);
        if (power < 0 || binary && power == 0) {
            return BigDecimal.ZERO;
        }
        return BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
    }

    private static long toLong(String what, String text, BigDecimal amount) {
        BigDecimal whole = amount.setScale(0, RoundingMode.DOWN);
        if (whole.compareTo(LARGEST) > 0) {
            throw invalid(what, text);
        }
        return whole.longValueExact();
    }

    private static IllegalArgumentException invalid(String what, String text) {
        return new IllegalArgumentException("invalid " + what + " value: " + text);
    }

    /** Writes a number of cores without needless zeros: {@code 0.5}, {@code 2}. */
    public static String formatCpu(long cpuMillis) {
        return BigDecimal.valueOf(cpuMillis, 3).stripTrailingZeros().toPlainString();
    }

    /** Writes a size in SI units: {@code 83 MB}, {@code 1.0 GB}, {@code 0 B}. */
    public static String formatBytes(long bytes) {
        if (bytes < 10) {
            return bytes + " B";
        }
        int unit = 0;
        double value = bytes;
        while (value >= 1000 && unit < SI_UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        double rounded = Math.floor(value * 10 + 0.5) / 10;
        return String.format(Locale.ROOT, rounded < 10 ? "%.1f %s" : "%.0f %s", rounded, SI_UNITS.get(unit));
    }

    /** Writes a duration as the original does: {@code 30s}, {@code 30m0s}, {@code 1h0m0s}, {@code 500ms}. */
    public static String formatDuration(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            // The shortest duration of all has no opposite.
            boolean lowest = duration.getSeconds() == Long.MIN_VALUE;
            return "-" + formatDuration(lowest ? Duration.ofSeconds(Long.MAX_VALUE) : duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = duration.toNanos();
            int scale = nanos >= 1_000_000 ? 6 : nanos >= 1_000 ? 3 : 0;
            return plain(BigDecimal.valueOf(nanos, scale)) + (scale == 6 ? "ms" : scale == 3 ? "µs" : "ns");
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        BigDecimal seconds =
                BigDecimal.valueOf(duration.toSecondsPart()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
        return text.append(plain(seconds)).append('s').toString();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
