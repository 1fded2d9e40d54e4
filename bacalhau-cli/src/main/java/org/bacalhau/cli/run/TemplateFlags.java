package org.bacalhau.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bacalhau.cli.launch.Session;
import org.bacalhau.cli.template.Template;
import picocli.CommandLine.Option;

/** Flags about templates in job files (cli-config-auth.md §10.3). Filled in by picocli. */
final class TemplateFlags {
    @Option(
            names = "--no-template",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOL",
            description = "Leave {{…}} in the file as it is.")
    private boolean off;

    @Option(
            names = {"-V", "--template-vars"},
            paramLabel = "KEY=VALUE",
            split = ",",
            description = "Value for {{.KEY}}; may be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = {"-E", "--template-envs"},
            paramLabel = "REGEX",
            description = "Also the environment variables whose names match.")
    private String environment = "";

    /** Returns a text with its values filled in. */
    String fill(Session session, String name, String text) {
        if (off || !text.contains("{{")) {
            return text;
        }
        Map<String, String> all = new TreeMap<>();
        if (!environment.isEmpty()) {
            Pattern names = pattern();
            session.surroundings().environment().forEach((key, value) -> {
                if (names.matcher(key).find()) {
                    all.put(key, value);
                }
            });
        }
        all.putAll(values);
        return Template.parse(name, text).fill(all);
    }

    private Pattern pattern() {
        try {
            // As in the original, a lone star stands for anything.
            return Pattern.compile(environment.equals("*") ? ".*" : environment);
        } catch (PatternSyntaxException e) {
            throw FlagFault.of(
                    "--template-envs",
                    environment,
                    "is no regular expression: " + e.getDescription(),
                    "write ^PREFIX_");
        }
    }
}
