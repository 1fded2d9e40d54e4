package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bacalhau.client.api.MalformedJsonException.Kind;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void matchesKeysWithoutRegardToCase() {
        ApiJob job = Json.read("{\"id\":\"j-1\",\"NAMESPACE\":\"n\",\"tAsKs\":[{\"name\":\"main\"}]}", ApiJob.class);

        assertThat(job.id()).isEqualTo("j-1");
        assertThat(job.namespace()).isEqualTo("n");
        assertThat(job.tasks().get(0).name()).isEqualTo("main");
        assertThat(job.other()).isEmpty();
    }

    @Test
    void lastOfSeveralEqualKeysCounts() {
        ApiJob job = Json.read("{\"Type\":\"ops\",\"Count\":1,\"type\":\"batch\",\"COUNT\":2}", ApiJob.class);

        assertThat(job.type()).isEqualTo("batch");
        assertThat(job.count()).isEqualTo(2);
    }

    @Test
    void lastOfSeveralEqualKeysCountsInARecordThatKeepsNoOthers() {
        ApiRunOutput output = Json.read(
                "{\"Stdout\":\"a\",\"StdoutTruncated\":true,\"stderr\":\"b\",\"StderrTruncated\":true,\"ExitCode\":1,"
                        + "\"ErrorMsg\":\"c\",\"stdout\":\"d\",\"STDERR\":\"e\",\"exitcode\":2}",
                ApiRunOutput.class);

        assertThat(output).isEqualTo(new ApiRunOutput("d", true, "e", true, 2, "c"));
    }

    @Test
    void nullAndMissingPartsAreEmpty() {
        ApiJob job = Json.read(
                "{\"Name\":null,\"Count\":null,\"Meta\":null,\"Labels\":{\"a\":null},\"Tasks\":null,\"State\":null}",
                ApiJob.class);

        assertThat(job.name()).isEmpty();
        assertThat(job.count()).isZero();
        assertThat(job.meta()).isEmpty();
        assertThat(job.labels()).containsExactly(Map.entry("a", ""));
        assertThat(job.tasks()).isEmpty();
        assertThat(job.constraints()).isEmpty();
        assertThat(job.state()).isEqualTo(ApiJobState.NOT_SAID);
    }

    @Test
    void nullTaskIsKeptSoThatItCanBeReported() {
        assertThat(Json.read("{\"Tasks\":[null]}", ApiJob.class).tasks()).containsExactly((ApiTask) null);
    }

    @Test
    void readsOnlyTheFirstValue() {
        assertThat(Json.read("{\"Status\":\"OK\"} garbage", AliveResponse.class).status())
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Count\":\"1\"}",
                "{\"Count\":1.5}",
                "{\"Count\":1.0}",
                "{\"Count\":true}",
                "{\"Count\":9223372036854775808}",
                "{\"Name\":1}",
                "{\"Name\":true}",
                "{\"Name\":[]}",
                "{\"Tasks\":{}}",
                "{\"Tasks\":\"\"}",
                "{\"Tasks\":[\"main\"]}",
                "{\"Labels\":{\"a\":1}}",
                "{\"Labels\":[]}",
                "{\"State\":{\"StateType\":1}}",
                "{\"State\":\"\"}",
                "[]",
                "\"x\"",
                "1",
                "null"
            })
    void refusesValuesOfAnotherType(String json) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read(json, ApiJob.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_TYPE))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @Test
    void namesThePlaceOfAWrongValue() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read("{\"Job\":{\"Tasks\":[{\"Name\":7}]}}", PutJobRequest.class))
                .withMessageContaining("in Job.Tasks[0].Name")
                .withMessageContaining("expected a text")
                .satisfies(e -> assertThat(e.path()).isEqualTo("Job.Tasks[0].Name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Job\":{\"Type\":|TRUNCATED",
                "''|TRUNCATED",
                "{\"Job\":{,}}|SYNTAX",
                "{'a':1}|SYNTAX",
                "nope|SYNTAX"
            })
    void tellsHowAnUnreadableTextIsWrong(String json, Kind kind) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read(json, PutJobRequest.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] json = "{\"Name\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        json[9] = (byte) 0xff;

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read(json, ApiJob.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.SYNTAX));
    }

    @Test
    void refusesDeepNestingAlsoWhereKeysAreFree() {
        String deep = "{\"Tasks\":[{\"Engine\":{\"Params\":{\"a\":" + "[".repeat(100_000);

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read(deep, ApiJob.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400"})
    void refusesNumbersThatNoDoubleHolds(String number) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(
                        () -> Json.read("{\"Type\":\"x\",\"Params\":{\"a\":[" + number + "]}}", ApiSpecConfig.class))
                .withMessageContaining("out of range");
    }

    @Test
    void keepsLargeWholeNumbersExact() {
        String json = "{\"Type\":\"x\",\"Params\":{\"a\":9007199254740993,\"b\":123456789012345678901234567890}}";

        ApiSpecConfig component = Json.read(json, ApiSpecConfig.class);

        assertThat(component.params()).containsEntry("a", 9007199254740993L);
        assertThat(component.params()).containsEntry("b", new BigInteger("123456789012345678901234567890"));
        assertThat(Json.text(component)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "2.0,2",
        "0.5,0.5",
        "6.4,6.4",
        "100.0,100",
        "-4.440892098500626e-16,-4.440892098500626e-16",
        "1e20,100000000000000000000",
        "1e21,1e+21",
        "1.5e300,1.5e+300",
        "1e-6,0.000001",
        "1e-7,1e-7"
    })
    void writesNumbersAsGoDoes(double number, String expected) {
        assertThat(Json.text(new ApiResources(number, 0, 0, 0, List.of()))).isEqualTo("{\"CPU\":" + expected + "}");
    }

    @Test
    void leavesOutWhatIsEmptyAndWritesTheRest() {
        assertThat(Json.text(new ApiTask(
                        "main", null, null, Map.of(), Map.of(), List.of(), List.of(), null, null, null, Map.of())))
                .isEqualTo("{\"Name\":\"main\",\"Engine\":null,\"Publisher\":null}");
        assertThat(Json.text(ApiEvent.NONE))
                .isEqualTo("{\"Message\":\"\",\"Topic\":\"\",\"Timestamp\":\"0001-01-01T00:00:00Z\"}");
        assertThat(Json.text(LogMessage.ofOutput(1, "hello\n")))
                .isEqualTo("{\"value\":{\"Type\":1,\"Line\":\"hello\\n\"}}");
        assertThat(Json.text(LogMessage.ofError("gone")))
                .isEqualTo("{\"error\":\"gone\",\"value\":{\"Type\":0,\"Line\":\"\"}}");
    }

    @Test
    void readsTimesOfAnyOffset() {
        ApiEvent event = Json.read("{\"Timestamp\":\"2024-06-28T12:35:00.12+02:00\"}", ApiEvent.class);

        assertThat(Json.text(event)).contains("\"2024-06-28T10:35:00.12Z\"");
        assertThat(Json.read("{}", ApiEvent.class).timestamp()).isEqualTo(Event.NO_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "12", "\"\"", "{}"})
    void refusesWhatIsNoTime(String time) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read("{\"Timestamp\":" + time + "}", ApiEvent.class));
    }

    @Test
    void readsListsOfTheVersionBefore() {
        byte[] json = "{\"NextToken\":\"t\",\"Jobs\":[{\"ID\":\"j-1\"}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.readList(json, ApiJob.class).items())
                .extracting(ApiJob::id)
                .containsExactly("j-1");
    }

    @Test
    void saysWhatIsMissingWhereARecordCannotDoWithout() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> Json.read("{}", GetJobResponse.class))
                .withMessageContaining("\"job\" is missing");
    }

    @Test
    void textsOfSecretsAreHidden() {
        assertThat(new Credential("Bearer", "s3cret", null).toString()).doesNotContain("s3cret");
        assertThat(new AuthRequest("", null, "m", "s3cret").toString()).doesNotContain("s3cret");
        assertThat(new AuthResponse.Authentication(true, "", "s3cret").toString())
                .doesNotContain("s3cret");
    }
}
