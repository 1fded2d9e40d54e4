package org.bacalhau.node.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.NodeInfo;
import org.bacalhau.core.model.NodeState.Membership;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.store.FullJob;
import org.bacalhau.core.store.NodeRecord;
import org.bacalhau.core.testing.Jobs;
import org.junit.jupiter.api.Test;

class StoredRecordsTest {
    private final FullJob full = FullJob.create();

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static JobSpec specWith(Object param) {
        SpecConfig engine = new SpecConfig("engine", new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            {
                put("Param", param);
            }
        });
        return JobSpec.builder(JobType.BATCH, Task.builder("main", engine).build())
                .build();
    }

    private static JobSpec copy(JobSpec spec) {
        return StoredRecords.decodeSpec(StoredRecords.encodeSpec(spec));
    }

    @Test
    void readsWhatItWrote() {
        Job job = full.job();
        assertThat(StoredRecords.decodeJob(StoredRecords.encodeJob(job), StoredRecords.encodeSpec(job.spec())))
                .isEqualTo(job);
        full.executions()
                .forEach(
                        execution -> assertThat(StoredRecords.decodeExecution(StoredRecords.encodeExecution(execution)))
                                .isEqualTo(execution));
        full.history()
                .forEach(entry -> assertThat(StoredRecords.decodeHistory(job.id(), StoredRecords.encodeHistory(entry)))
                        .isEqualTo(entry));
        assertThat(StoredRecords.decodeNode(StoredRecords.encodeNode(full.node())))
                .isEqualTo(full.node());
    }

    @Test
    void keepsANodeThatOnlyTakesJobs() {
        NodeInfo info = full.node().info();
        NodeRecord node = new NodeRecord(new NodeInfo(info.id(), Map.of(), null, info.version()), Membership.APPROVED);

        assertThat(StoredRecords.decodeNode(StoredRecords.encodeNode(node))).isEqualTo(node);
    }

    @Test
    void keepsTimesToTheNanosecondHoweverFar() {
        for (Instant time : List.of(Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.MAX)) {
            Job job = Job.accepted(Jobs.jobId(1), Jobs.batch(), time);
            assertThat(StoredRecords.decodeJob(StoredRecords.encodeJob(job), StoredRecords.encodeSpec(job.spec())))
                    .isEqualTo(job);
        }
    }

    @Test
    void keepsEveryKindOfParameterExactly() {
        List<Object> params = Arrays.asList(
                "text",
                true,
                null,
                9_007_199_254_740_993L,
                Long.MIN_VALUE,
                new BigInteger("123456789012345678901234567890"),
                BigInteger.TEN,
                new BigDecimal("0.1000"),
                7,
                (short) 7,
                (byte) 7,
                0.1,
                -0.0,
                1e300,
                5.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                1.5f,
                List.of(),
                List.of(List.of(1L)),
                Map.of(),
                Map.of("", "empty"),
                Map.of("$", List.of("Integer", "5")),
                Map.of("$", Map.of("$", 5)),
                Arrays.asList(null, null));
        for (Object param : params) {
            Map<String, Object> read = copy(specWith(param)).task().engine().params();
            assertThat(read).containsOnlyKeys("Param").containsEntry("Param", param);
        }
    }

    @Property(tries = 300, seed = "7", edgeCases = EdgeCasesMode.NONE)
    void keepsAnyParameter(@ForAll("params") Object param) {
        assertThat(copy(specWith(param))).isEqualTo(specWith(param));
    }

    @Provide
    Arbitrary<Object> params() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.bigIntegers().map(Object.class::cast),
                Arbitraries.bigDecimals().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        leaf,
                        inner.list().ofMaxSize(4).map(Object.class::cast),
                        Arbitraries.maps(Arbitraries.strings().withChars("$ab").ofMaxLength(2), inner)
                                .ofMaxSize(4)
                                .map(Object.class::cast)),
                0,
                3);
    }

    @Test
    void keepsEveryCharacter() {
        StringBuilder every = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            every.append(c);
        }
        JobSpec spec = Jobs.specBuilder(JobType.BATCH)
                .name("halves: \ud800 and \udc00")
                .meta("every", every.toString())
                .build();

        assertThat(copy(spec)).isEqualTo(spec);
    }

    @Test
    void equalRecordsHaveEqualBytes() {
        Map<String, String> sorted = Map.of("a", "1", "b", "2", "c", "3", "d", "4");
        JobSpec.Builder forward = Jobs.specBuilder(JobType.OPS);
        JobSpec.Builder backward = Jobs.specBuilder(JobType.OPS);
        sorted.keySet().stream().sorted().forEach(key -> forward.meta(key, Objects.requireNonNull(sorted.get(key))));
        List.of("d", "c", "b", "a").forEach(key -> backward.meta(key, Objects.requireNonNull(sorted.get(key))));

        assertThat(StoredRecords.encodeSpec(forward.build())).isEqualTo(StoredRecords.encodeSpec(backward.build()));
    }

    @Test
    void skipsFieldsOfLaterVersions() {
        HistoryEntry entry = StoredRecords.decodeHistory(
                Jobs.jobId(1),
                bytes("{\"v\":1,\"sequence\":1,\"later\":{\"x\":[1]},\"previous\":\"PENDING\",\"next\":\"RUNNING\","
                        + "\"revision\":2,\"time\":[5,6]}"));

        assertThat(entry.time()).isEqualTo(Instant.ofEpochSecond(5, 6));
    }

    @Test
    void refusesALaterFormat() {
        assertThatThrownBy(() -> StoredRecords.decodeSpec(bytes("{\"v\":2,\"type\":\"BATCH\"}")))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessage("record has format 2, and this version reads formats up to 1");
    }

    @Test
    void refusesWhatIsNoRecord() {
        for (String text : List.of(
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"v\":1}",
                "{\"v\":1,\"type\":\"NONE\"}",
                "{\"v\":1,\"type\":\"BATCH\",\"count\":\"1\"}",
                "{\"v\":1,\"type\":\"BATCH\",\"count\":1e99}",
                "{\"v\":1,\"type\":\"BATCH\",\"count\":99999999999}",
                "{\"v\":1,\"type\":\"BATCH\",\"labels\":[]}",
                "{\"v\":1,\"type\":\"BATCH\",\"labels\":{\"a\":1}}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":{}}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":[1]}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":[{}]}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":[{\"engine\":{\"params\":[]}}]}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":[{\"engine\":{\"params\":{\"a\":{\"$\":[\"Integer\",\"x\"]}}}}]}",
                "{\"v\":1,\"type\":\"BATCH\",\"tasks\":[{\"engine\":{},\"timeouts\":{\"queue\":[1]}}]}")) {
            assertThatThrownBy(() -> StoredRecords.decodeSpec(bytes(text)))
                    .as(text)
                    .isInstanceOf(UnreadableRecordException.class);
        }
    }

    @Test
    void refusesToWriteAParameterThatItCouldNotRead() {
        for (Object param : List.of(Instant.EPOCH, new Object[0], new AtomicLong())) {
            assertThatThrownBy(() -> StoredRecords.encodeSpec(specWith(param)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be stored");
        }
    }

    @Test
    void readsParametersAgainHoweverDeepTheyWereNestedWhenTheSpecWasMade() {
        Object nested = "leaf";
        for (int i = 0; i < 1_200; i++) {
            nested = List.of(nested);
        }
        JobSpec spec = specWith(nested);

        assertThat(copy(spec)).isEqualTo(spec);
    }
}
