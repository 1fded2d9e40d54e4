package org.bacalhau.core.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with the parameters of one component, whatever they mean: they must be JSON, and not too deep.
 * Confined to the thread that validates.
 */
final class ParamsValidator {
    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private final String path;
    private final FaultList faults;
    private boolean tooDeep;

    /**
     * Creates a validator.
     *
     * @param path where the parameters are, as in the job file
     */
    ParamsValidator(String path, FaultList faults) {
        this.path = path;
        this.faults = faults;
    }

    void check(Map<String, @Nullable Object> params) {
        checkValue(path, params, 0);
        if (tooDeep) {
            faults.add(path, "", "is nested too deeply", "use at most " + JobLimits.DEEPEST_PARAMS + " levels");
        }
    }

    private void checkValue(String where, @Nullable Object value, int depth) {
        if (depth > JobLimits.DEEPEST_PARAMS) {
            tooDeep = true;
        } else if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
            return;
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> checkEntry(where, String.valueOf(key), element, depth + 1));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                checkValue(where + "[" + i + "]", list.get(i), depth + 1);
            }
        } else if (value instanceof String text) {
            faults.addIfBroken(where, text);
        } else if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                addNoJson(where, value.toString());
            }
        } else if (!WHOLE_NUMBERS.contains(value.getClass())) {
            addNoJson(where, value.getClass().getName());
        }
    }

    private void checkEntry(String where, String key, @Nullable Object element, int depth) {
        String place = where + "." + Texts.shown(key, JobLimits.LONGEST_SHOWN_KEY);
        faults.addIfBroken(place, key);
        checkValue(place, element, depth);
    }

    private void addNoJson(String where, String value) {
        faults.add(
                where, value, "is not a JSON value", "write text, a finite number, a boolean, null, a list or a map");
    }
}
