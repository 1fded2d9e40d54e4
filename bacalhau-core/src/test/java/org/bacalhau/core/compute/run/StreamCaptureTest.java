package org.bacalhau.core.compute.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bacalhau.core.compute.run.StreamCapture.Summary;
import org.bacalhau.core.logs.LogChunk;
import org.bacalhau.core.model.RunOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamCaptureTest {
    private static final int LIMIT = RunOutput.SUMMARY_BYTES;

    @Test
    void keepsShortOutputWhole() {
        assertThat(summaryOf("grüße\n".getBytes(UTF_8))).isEqualTo(new Summary("grüße\n", false));
    }

    @Test
    void keepsOutputOfExactlyTheLimitWhole() {
        String text = "x".repeat(LIMIT - 3) + "€";

        assertThat(summaryOf(text.getBytes(UTF_8))).isEqualTo(new Summary(text, false));
    }

    @ParameterizedTest
    @CsvSource({"ü, 1", "€, 1", "€, 2", "😀, 1", "😀, 2", "😀, 3"})
    void splitsNoCharacterAtTheCut(String character, int bytesBeforeTheCut) {
        String before = "x".repeat(LIMIT - bytesBeforeTheCut);

        assertThat(summaryOf((before + character + "more").getBytes(UTF_8))).isEqualTo(new Summary(before, true));
    }

    @Test
    void cutsBehindAWholeCharacter() {
        String before = "x".repeat(LIMIT - 4) + "😀";

        assertThat(summaryOf((before + "more").getBytes(UTF_8))).isEqualTo(new Summary(before, true));
    }

    @Test
    void replacesWhatIsNotUtf8() {
        byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xC3};

        assertThat(summaryOf(bytes)).isEqualTo(new Summary("a\uFFFDb\uFFFD", false));
    }

    @ParameterizedTest
    @CsvSource({"0xFF", "0x80", "0xC3", "0xE2", "0xF0", "0xF9"})
    void reportsNoMoreThanTheLimitOfBytesWhateverTheyAre(String value) {
        byte[] bytes = new byte[3 * LIMIT];
        Arrays.fill(bytes, (byte) Integer.decode(value).intValue());

        Summary summary = summaryOf(bytes);

        assertThat(summary.truncated()).isTrue();
        assertThat(summary.text().getBytes(UTF_8)).hasSizeBetween(LIMIT - 3, LIMIT);
    }

    @Test
    void countsAllButKeepsTheBeginning() {
        StreamCapture capture = new StreamCapture(LogChunk.Stream.STDOUT);
        byte[] piece = "0123456789".getBytes(UTF_8);
        for (int i = 0; i < 1000; i++) {
            capture.add(piece, 5, 5);
        }

        assertThat(capture.bytes()).isEqualTo(5000);
        assertThat(capture.summary()).isEqualTo(new Summary("56789".repeat(409) + "567", true));
    }

    private static Summary summaryOf(byte[] bytes) {
        StreamCapture capture = new StreamCapture(LogChunk.Stream.STDOUT);
        capture.add(bytes, 0, bytes.length);
        return capture.summary();
    }
}
