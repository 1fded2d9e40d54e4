package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bacalhau.cli.launch.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists look exactly so, whatever reads them. */
class GoldenOutputTest {
    private static final String JOBS = """
            {"Items": [
              {"ID": "j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11", "Name": "greet, twice", "Type": "batch", "Count": 1,
               "CreateTime": 1720612801250000000, "State": {"StateType": "Completed"},
               "Tasks": [{"Name": "main", "Engine": {"Type": "docker"}}]},
              {"ID": "j-91ee0c3d-5c1b-4a3e-9a1b-1f6e7a0e8d12", "Name": "count", "Type": "ops", "Count": 1,
               "CreateTime": 1720612724000000000, "State": {"StateType": "Failed"},
               "Tasks": [{"Name": "main", "Engine": {"Type": "wasm"}}]}],
             "NextToken": "t-2"}
            """;

    @TempDir
    private Path directory;

    private Cli.Outcome list(Terminal terminal, String... flags) throws IOException {
        String[] words = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("job", "list"), java.util.stream.Stream.of(flags))
                .toArray(String[]::new);
        try (RecordingServer server = RecordingServer.answering(JOBS)) {
            Cli.Outcome outcome =
                    new Cli(directory).to(server.uri()).on(terminal).run(words);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            return outcome;
        }
    }

    @Test
    void tableForPeople() throws IOException {
        Cli.Outcome outcome = list(Terminal.NONE);

        assertThat(outcome.out()).isEqualTo("""
                CREATED   ID          JOB     TYPE   STATE
                12:00:01  j-0ca3b4a0  docker  batch  Completed
                11:58:44  j-91ee0c3d  wasm    ops    Failed
                """);
        assertThat(outcome.err()).isEqualTo("More: --next-token t-2\n");
    }

    @Test
    void wideTable() throws IOException {
        assertThat(list(Terminal.NONE, "--wide", "--hide-header").out()).isEqualTo("""
                2024-07-10 12:00:01  j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11  docker  batch  Completed
                2024-07-10 11:58:44  j-91ee0c3d-5c1b-4a3e-9a1b-1f6e7a0e8d12  wasm    ops    Failed
                """);
    }

    @Test
    void tableOnATerminalHasBoldTitlesAndFits() throws IOException {
        Terminal terminal = new Terminal(true, true, true, 44, true);

        assertThat(list(terminal).out()).startsWith("\u001b[1mCREATED ").contains("\u001b[0m\n");
        assertThat(list(terminal, "--no-style").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(44));
    }

    @Test
    void csvForSpreadsheets() throws IOException {
        Cli.Outcome outcome = list(Terminal.NONE, "--output", "csv");

        assertThat(outcome.out().replace("\r", "")).isEqualTo("""
                created,id,job,type,state
                2024-07-10 12:00:01,j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11,docker,batch,Completed
                2024-07-10 11:58:44,j-91ee0c3d-5c1b-4a3e-9a1b-1f6e7a0e8d12,wasm,ops,Failed
                """);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void jsonForPrograms() throws IOException {
        assertThat(list(Terminal.NONE, "--output", "json").out()).isEqualTo("""
                [{"ID":"j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11","Name":"greet, twice","Namespace":"","Ty\
                pe":"batch","Priority":0,"Count":1,"Constraints":[],"Meta":{},"Labels":{},"Tasks":[{"Nam\
                e":"main","Engine":{"Type":"docker"},"Publisher":null}],"State":{"StateType":"Completed"\
                },"Version":0,"Revision":0,"CreateTime":1720612801250000000,"ModifyTime":0},{"ID":"j-91e\
                e0c3d-5c1b-4a3e-9a1b-1f6e7a0e8d12","Name":"count","Namespace":"","Type":"ops","Priority"\
                :0,"Count":1,"Constraints":[],"Meta":{},"Labels":{},"Tasks":[{"Name":"main","Engine":{"T\
                ype":"wasm"},"Publisher":null}],"State":{"StateType":"Failed"},"Version":0,"Revision":0,\
                "CreateTime":1720612724000000000,"ModifyTime":0}]
                """);
    }

    @Test
    void yamlForProgramsAndPeople() throws IOException {
        assertThat(list(Terminal.NONE, "--output", "yaml").out()).isEqualTo("""
                - ID: j-0ca3b4a0-5c1b-4a3e-9a1b-1f6e7a0e8d11
                  Name: "greet, twice"
                  Namespace: ""
                  Type: batch
                  Priority: 0
                  Count: 1
                  Constraints: []
                  Meta: {}
                  Labels: {}
                  Tasks:
                  - Name: main
                    Engine:
                      Type: docker
                    Publisher: null
                  State:
                    StateType: Completed
                  Version: 0
                  Revision: 0
                  CreateTime: 1720612801250000000
                  ModifyTime: 0
                - ID: j-91ee0c3d-5c1b-4a3e-9a1b-1f6e7a0e8d12
                  Name: count
                  Namespace: ""
                  Type: ops
                  Priority: 0
                  Count: 1
                  Constraints: []
                  Meta: {}
                  Labels: {}
                  Tasks:
                  - Name: main
                    Engine:
                      Type: wasm
                    Publisher: null
                  State:
                    StateType: Failed
                  Version: 0
                  Revision: 0
                  CreateTime: 1720612724000000000
                  ModifyTime: 0
                """);
    }
}
