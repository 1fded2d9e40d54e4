package org.bacalhau.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.MemoryPublisher;
import org.bacalhau.core.storage.TextStorageProvider;
import org.junit.jupiter.api.Test;

class ComponentSetTest {
    private static final InputSource MODULE = InputSource.of(SpecConfig.of(TextStorageProvider.TYPE), "/module");

    private final Executor engine = new PickyEngine();
    private final TextStorageProvider source = new TextStorageProvider();
    private final ComponentSet components = ComponentSet.of(List.of(engine), List.of(source), List.of());

    @Test
    void findsComponentsWithoutRegardToCase() {
        assertThat(components.executor(SpecConfig.of(" Picky "))).isSameAs(engine);
        assertThat(components.storage(SpecConfig.of(TextStorageProvider.TYPE.toUpperCase(Locale.ROOT))))
                .isSameAs(source);
        assertThat(components.publisher(SpecConfig.of(MemoryPublisher.TYPE))).isNull();
    }

    @Test
    void refusesTwoOfTheSameType() {
        assertThatThrownBy(() -> ComponentSet.of(List.of(engine, new PickyEngine()), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two components serve the engine \"picky\"");
    }

    @Test
    void asksTheEngineWhatElseItWants() {
        assertThat(components.engineInputs(task("picky"))).containsExactly(MODULE);
        assertThat(components.engineInputs(task("unknown"))).isEmpty();
    }

    @Test
    void saysWhereInTheJobTheFaultIsThatAComponentFinds() {
        assertThat(components.validate(task("picky"), "Tasks[0]"))
                .extracting(Fault::path)
                .containsExactly("Tasks[0].Engine.Params.Mood");
    }

    @Test
    void leavesTheParametersOfOthersToThem() {
        assertThat(components.validate(task("unknown"), "Tasks[0]")).isEmpty();
    }

    private static Task task(String engine) {
        return Task.builder("main", SpecConfig.of(engine)).build();
    }

    /** Finds fault with everything. */
    private static final class PickyEngine implements Executor {
        @Override
        public String type() {
            return "Picky";
        }

        @Override
        public List<Fault> validate(SpecConfig spec) {
            return List.of(new Fault("Params.Mood", "", "the mood is wrong", "wait"));
        }

        @Override
        public List<InputSource> engineInputs(SpecConfig spec) {
            return List.of(MODULE);
        }

        @Override
        public RunResult run(RunRequest request) {
            return RunResult.SUCCESS;
        }
    }
}
