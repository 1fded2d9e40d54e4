package org.bacalhau.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what the examples contain, so that it compiles and has been run. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: ([\\w-]+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheTaggedRegionsOfTheExamples() throws IOException {
        List<MatchResult> snippets =
                SNIPPET.matcher(Files.readString(README)).results().toList();

        assertThat(snippets).hasSizeGreaterThanOrEqualTo(4);
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(2)).as("snippet %s", snippet.group(1)).isEqualTo(region(snippet.group(1)));
        }
    }

    @Test
    void hasExactlyTwoCommands() throws IOException {
        String readme = Files.readString(README);
        String section = readme.substring(readme.indexOf("## Two commands"));
        section = section.substring(0, section.indexOf("\n## "));

        assertThat(section.split("```sh\n", -1)).hasSize(3);
    }

    @Test
    void linksToFilesThatExist() throws IOException {
        Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(README));
        while (link.find()) {
            assertThat(Path.of("..").resolve(link.group(1))).exists();
        }
    }

    private static String region(String name) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                int start = indexOf(lines, "// tag::" + name);
                if (start >= 0) {
                    return unindented(lines.subList(start + 1, indexOf(lines, "// end::" + name)));
                }
            }
        }
        throw new AssertionError("no example has a region " + name);
    }

    private static int indexOf(List<String> lines, String marker) {
        return lines.stream().map(String::strip).toList().indexOf(marker);
    }

    private static String unindented(List<String> lines) {
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
