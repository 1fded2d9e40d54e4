package org.bacalhau.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bacalhau.core.model.BacalhauException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Map<String, String> VALUES = Map.of("name", "Ada", "list", "a,b", "off", "false", "none", "");

    private static String fill(String text) {
        return Template.parse("job.yaml", text).fill(VALUES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '§', quoteCharacter = '\u0001', textBlock = """
            hi {{.name}}!                                   § hi Ada!
            {{ .name | print "dear " }}                     § dear Ada
            {{or .tag "latest"}}                            § latest
            {{or .name "nobody"}}                           § Ada
            {{and .name "yes"}}                             § yes
            {{if .off}}x{{else}}y{{end}}                    § y
            {{if .tag}}x{{else if eq .name "Ada"}}y{{end}}  § y
            {{if not .none}}x{{end}}                        § x
            {{if ne .name "Ada" "Bob"}}x{{else}}y{{end}}    § y
            {{range .list}}<{{.}} {{$.name}}>{{end}}        § <a Ada><b Ada>
            {{range .none}}x{{else}}empty{{end}}            § empty
            {{/* nothing */}}x                              § x
            a {{- .name -}} b                               § aAdab
            {{(or .tag (print "v" 1))}}                     § v1
            {{`{{raw}}`}}                                   § {{raw}}
            {{len .name}}                                   § 3
            """)
    void fillsIn(String template, String expected) {
        assertThat(fill(template)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {{.tag}}            | no value for "tag"
            {{or .tag .other}}  | no value for "other"
            {{.name             | is not closed
            {{if .name}}x       | has no end
            {{end}}             | belongs to nothing
            {{frob .name}}      | has no function "frob"
            {{or}}              | too few arguments
            {{.name .list}}     | ".list" too much
            {{.}}               | name one
            {{?}}               | cannot be read
            {{(.name}}          | without ")"
            {{.name | }}        | no function after
            """)
    void tellsWhatIsWrong(String template, String problem) {
        assertThatThrownBy(() -> fill("first line\n" + template))
                .isInstanceOf(BacalhauException.class)
                .hasMessageStartingWith("job.yaml, line 2: ")
                .hasMessageContaining(problem);
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(fill("a } b { c }}")).isEqualTo("a } b { c }}");
    }
}
