package org.bacalhau.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table(
            List.of("id", "what happened"),
            List.of(List.of("j-1", "the job was submitted"), List.of("j-22", "it ran\n* more memory")));

    @Test
    void keepsColumnsTwoBlanksApartWithoutTrailingBlanks() {
        assertThat(TABLE.layOut(0, true, false)).isEqualTo("""
                ID    WHAT HAPPENED
                j-1   the job was submitted
                j-22  it ran
                      * more memory
                """);
    }

    @Test
    void wrapsTheWidestColumnToFitTheTerminal() {
        String text = TABLE.layOut(20, true, false);

        assertThat(text).isEqualTo("""
                ID    WHAT HAPPENED
                j-1   the job was
                      submitted
                j-22  it ran
                      * more memory
                """);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(20));
    }

    @Test
    void leavesTitlesOutWhenAsked() {
        assertThat(TABLE.layOut(0, false, false)).startsWith("j-1 ");
    }

    @Test
    void makesOnlyTitlesBold() {
        assertThat(TABLE.layOut(0, true, true)).startsWith("\u001b[1mID    WHAT HAPPENED\u001b[0m\nj-1 ");
    }

    @Test
    void hasTitlesEvenWithoutRows() {
        assertThat(new Table(List.of("id", "state"), List.of()).layOut(80, true, false))
                .isEqualTo("ID  STATE\n");
    }
}
