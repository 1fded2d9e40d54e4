package org.bacalhau.cli.run;

import java.util.ArrayList;
import java.util.List;

/** Splits the value of a flag into fields at commas; a field in double quotes may hold commas. Stateless. */
final class Fields {
    private Fields() {}

    /** Returns the fields; a doubled quote inside quotes stands for one. */
    static List<String> split(String value) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean doubled = quoted && c == '"' && i + 1 < value.length() && value.charAt(i + 1) == '"';
            if (doubled) {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
