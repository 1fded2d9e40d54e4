package org.bacalhau.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.Test;

/** One look at a job file finds everything that is wrong with it, and tells where. */
class JobFileCheckTest {
    private static List<String> faults(String file) {
        ValidationException thrown = catchThrowableOfType(ValidationException.class, () -> JobFiles.check(file));
        assertThat(thrown).isNotNull();
        return thrown.faults().stream().map(Fault::path).toList();
    }

    @Test
    void findsWrongKeysTypesAndValuesTogetherInTheOrderOfTheFile() {
        assertThat(faults("""
                Nmae: x
                Type: batsch
                Count: many
                Tasks:
                  - Name: main
                    Engine: {Type: docker}
                    Resources: {CPU: lots}
                    ResultPaths:
                      - {Name: out, Path: /out}
                    Network: {Type: Bridge}
                State: {}
                """))
                .containsExactly(
                        "Nmae (line 1, column 1)",
                        "Type (line 2, column 1)",
                        "Count (line 3, column 1)",
                        "Tasks[0].Publisher (line 5, column 5)",
                        "Tasks[0].Resources.CPU (line 7, column 17)",
                        "Tasks[0].Network.Type (line 10, column 15)",
                        "State (line 11, column 1)");
    }

    @Test
    void tellsOfEachValueOfAWrongType() {
        assertThat(faults("""
                {"Type": "batch", "Priority": "high",
                 "Tasks": [{"Name": "a", "Engine": {"Type": "noop"}, "Timeouts": {"TotalTimeout": "5s"}}, 7]}
                """))
                .contains("Priority (line 1, column 19)", "Tasks[0].Timeouts.TotalTimeout (line 2, column 67)")
                .anyMatch(path -> path.startsWith("Tasks[1] (line 2"));
    }

    @Test
    void doesNotTellTheSameFaultTwice() {
        assertThat(faults("Type: [batch]\nTasks: [{Name: main, Engine: {Type: noop}}]\n"))
                .containsExactly("Type (line 1, column 1)");
    }

    @Test
    void findsKeysWhateverTheirCase() {
        assertThat(faults("type: x\ntasks: [{name: main, engine: {type: noop}}]\n"))
                .containsExactly("Type (line 1, column 1)");
    }

    @Test
    void returnsASoundJobAsItIs() {
        String file = "Type: batch\nCount: 2\nName: a\nTasks: [{Name: main, Engine: {Type: noop}}]\n";

        assertThat(JobFiles.check(file)).isEqualTo(JobFiles.read(file));
    }

    @Test
    void runsAJobOnceThatDoesNotSayHowOften() {
        assertThat(JobFiles.check("Type: batch\nTasks: [{Name: main, Engine: {Type: noop}}]\n")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void tellsWhereTextIsNoYaml() {
        assertThatThrownBy(() -> JobFiles.check("Type: batch\n  Name: [a\n"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("line 2, column ");
    }

    @Test
    void knowsNoPlacesInJsonWithTabs() {
        assertThat(faults("{\n\t\"Type\":\t\"x\",\t\"Tasks\": [{\"Name\": \"m\", \"Engine\": {\"Type\": \"noop\"}}]}"))
                .containsExactly("Type");
    }
}
