package org.bacalhau.node.executor.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.junit.jupiter.api.Test;

class WasmParamsTest {
    private static final Map<String, Object> MODULE =
            Map.of("Source", Map.of("Type", "inline", "Params", Map.of("URL", "data:,x")));

    private static SpecConfig engine(Map<String, Object> params) {
        return new SpecConfig("wasm", params);
    }

    private static List<String> faultyPaths(Map<String, Object> params) {
        return WasmParams.of(engine(params)).faults().stream().map(Fault::path).toList();
    }

    @Test
    void readsWhatTheTaskSays() {
        WasmParams params = WasmParams.of(engine(Map.of(
                "EntryModule",
                Map.of("Source", Map.of("Type", "s3", "Params", Map.of("Key", "k")), "Alias", "main", "Target", "/m"),
                "ImportModules",
                List.of(MODULE),
                "Entrypoint",
                "run",
                "Parameters",
                List.of("a", 1, true),
                "EnvironmentVariables",
                Map.of("N", 2))));

        assertThat(params.faults()).isEmpty();
        assertThat(params.entryPoint()).isEqualTo("run");
        assertThat(params.parameters()).containsExactly("a", "1", "true");
        assertThat(params.environment()).containsExactly(Map.entry("N", "2"));
        assertThat(params.modules())
                .containsExactly(
                        InputSource.of(new SpecConfig("inline", Map.of("URL", "data:,x")), ""),
                        new InputSource(new SpecConfig("s3", Map.of("Key", "k")), "main", "/m"));
    }

    @Test
    void beginsAtStartUnlessToldOtherwise() {
        assertThat(WasmParams.of(engine(Map.of("EntryModule", MODULE))).entryPoint())
                .isEqualTo("_start");
        assertThat(WasmParams.of(engine(Map.of("EntryModule", MODULE, "EntryPoint", "")))
                        .entryPoint())
                .isEqualTo("_start");
    }

    @Test
    void takesNamesInAnyCase() {
        Map<String, Object> lower =
                Map.of("entrymodule", Map.of("source", Map.of("type", "inline")), "entrypoint", "x");

        assertThat(WasmParams.of(engine(lower)).faults()).isEmpty();
        assertThat(WasmParams.of(engine(lower)).entryPoint()).isEqualTo("x");
    }

    @Test
    void reportsAllFaultsWithTheirPaths() {
        Map<String, Object> params = new HashMap<>();
        params.put("ImportModules", List.of(Map.of(), "x", Map.of("Source", Map.of("Params", 1)), MODULE));
        params.put("EntryPoint", List.of());
        params.put("Parameters", List.of("nul \0", Map.of()));
        params.put("EnvironmentVariables", Map.of("a=b", "c"));

        assertThat(faultyPaths(params))
                .containsExactly(
                        "Params.ImportModules[0].Source",
                        "Params.ImportModules[1]",
                        "Params.ImportModules[2].Source.Type",
                        "Params.EntryModule",
                        "Params.EntryPoint",
                        "Params.Parameters[0]",
                        "Params.Parameters[1]",
                        "Params.EnvironmentVariables.a=b");
    }

    @Test
    void reportsModulesOfOneName() {
        Map<String, Object> named = new HashMap<>(MODULE);
        named.put("Alias", "lib");

        assertThat(faultyPaths(Map.of("EntryModule", MODULE, "ImportModules", List.of(named, named))))
                .containsExactly("Params.ImportModules[1].Alias");
    }

    @Test
    void reportsListsThatAreTooLong() {
        assertThat(faultyPaths(Map.of(
                        "EntryModule",
                        MODULE,
                        "ImportModules",
                        Collections.nCopies(101, MODULE),
                        "Parameters",
                        Collections.nCopies(10_001, ""))))
                .containsExactly("Params.ImportModules", "Params.Parameters");
    }

    @Test
    void refusesConfigurationsThatLimitNothing() {
        assertThatThrownBy(() -> new WasmConfig(0, 1, 1, 1, 1)).hasMessageContaining("maxModuleBytes");
        assertThatThrownBy(() -> new WasmConfig(1, 1, 1, 5L << 30, 1)).hasMessageContaining("defaultMemoryBytes");
    }

    @Property(tries = 300)
    void neverFailsOtherThanByFaults(@ForAll("anything") Map<String, Object> params) {
        WasmParams read = WasmParams.of(engine(params));

        assertThat(read.faults()).allSatisfy(fault -> {
            assertThat(fault.path()).startsWith("Params.");
            assertThat(fault.remedy()).isNotBlank();
        });
        assertThat(read.faults().isEmpty())
                .isEqualTo(read.entryModule().isPresent() && read.faults().isEmpty());
    }

    @Provide
    static Arbitrary<Map<String, Object>> anything() {
        Arbitrary<String> names = Arbitraries.of(
                "EntryModule",
                "ImportModules",
                "EntryPoint",
                "Parameters",
                "EnvironmentVariables",
                "Source",
                "Type",
                "Params",
                "Alias",
                "Target");
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> values = Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(names, inner).ofMaxSize(4).asGeneric()),
                0,
                4);
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }
}
