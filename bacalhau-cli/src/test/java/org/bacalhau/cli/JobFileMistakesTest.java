package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bacalhau.cli.Cli.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a job file is told with its place, its value and the way out. */
class JobFileMistakesTest {
    @TempDir
    private Path directory;

    private Outcome run(String command, String file) {
        return new Cli(directory)
                .with("BACALHAU_API_PORT", "1")
                .reading(file.replace("\\n", "\n"))
                .run(command.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Type: batsch\\nTasks: [{Name: a, Engine: {Type: noop}}]                            | Type (line 1, column 1)              | use one of batch
            Tasks: [{Name: a, Engine: {Type: noop}}]                                           | missing job type                     | use one of batch
            Type: batch\\nCount: many\\nTasks: [{Name: a, Engine: {Type: noop}}]               | Count (line 2, column 1)             | expected a whole number (got "many")
            Type: batch\\nCount: -1\\nTasks: [{Name: a, Engine: {Type: noop}}]                 | Count (line 2, column 1)             | got "-1"
            Type: batch\\nCount: 99999999\\nTasks: [{Name: a, Engine: {Type: noop}}]           | Count (line 2, column 1)             | 99999999
            Type: batch\\nPriority: 1.5\\nTasks: [{Name: a, Engine: {Type: noop}}]             | Priority (line 2, column 1)          | 1.5
            Type: batch\\nTasks: []                                                            | Tasks (line 2, column 1)             | missing job tasks
            Type: batch\\nTasks: [{Engine: {Type: noop}}]                                      | Tasks[0].Name                        | missing task name
            Type: batch\\nTasks: [{Name: a}]                                                   | Tasks[0].Engine                      | name its Type
            Type: batch\\nTasks: [{Name: a, Engine: {Params: {}}}]                             | Tasks[0].Engine                      | line 2
            Type: batch\\nTasks: [7]                                                           | Tasks[0] (line 2, column 9)          | an object
            Type: batch\\nTasks: main                                                          | Tasks (line 2, column 1)             | a list
            Type: batch\\nState: {}\\nTasks: [{Name: a, Engine: {Type: noop}}]                 | 'State' in 'Job' is not allowed      | the network sets it
            Type: batch\\nTsks: []\\nTasks: [{Name: a, Engine: {Type: noop}}]                  | Tsks (line 2, column 1)              | correct or remove it
            Type: batch\\nLabels: [a]\\nTasks: [{Name: a, Engine: {Type: noop}}]               | Labels (line 2, column 1)            | an object
            Type: batch\\nTasks: [{Name: a, Engine: {Type: noop}, Resources: {CPU: lots}}]     | Tasks[0].Resources.CPU (line 2       | lots
            Type: batch\\nTasks: [{Name: a, Engine: {Type: noop}, Resources: {Memory: 1xb}}]   | Tasks[0].Resources.Memory            | 1xb
            Type: batch\\nTasks: [{Name: a, Engine: {Type: noop}, Network: {Type: Bridge}}]    | Tasks[0].Network.Type                | None, Full, HTTP
            Type: batch\\nTasks: [{Name: a, Engine: {Type: noop}, ResultPaths: [{Name: o, Path: /o}]}] | publisher must be set        | Tasks[0]
            Type: batch\\nTasks: [{Name: a, Engine: {Type: noop}, Timeouts: {TotalTimeout: 5s}}] | Tasks[0].Timeouts.TotalTimeout     | 5s
            Type: batch\\nConstraints: [{Key: a, Operator: like, Values: [b]}]\\nTasks: [{Name: a, Engine: {Type: noop}}] | Constraints[0].Operator | use one of
            Type: batch\\nType: ops\\nTasks: []                                                | line 2                               | duplicate key Type
            Type: [batch\\nTasks: []                                                           | line 2                               | check the commas, quotes and brackets
            - Type: batch                                                                      | a job is expected                    | Type
            just a text                                                                        | a job is expected                    | Type
            """)
    void areToldWithTheirPlace(String file, String where, String wayOut) {
        Outcome outcome = run("job validate", file);

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(where).contains(wayOut).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(6);
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Spec: {Engine: Lambda}                                                      | Spec.Engine: is no engine     | Docker or Wasm
            Spec: {Engine: Docker, Docker: {Image: 'a:1'}, Publisher: Estuary}          | Spec.Publisher: is no         | IPFS, S3 or Local
            Spec: {Engine: Docker, Docker: {Image: 'a:1'}, Timeout: soon}               | Spec.Timeout: is not a number | soon
            Spec: {Engine: Docker, Docker: {Image: 'a:1'}, Inputs: [{StorageSource: X}]} | Inputs[0].StorageSource      | got "X"
            {with: a, do: dance}                                                        | do: is nothing that nodes do  | docker/run
            """)
    void ofAnOlderShapeAreToldToo(String file, String where, String wayOut) {
        Outcome outcome = run("create", file);

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(where).contains(wayOut).doesNotContain("\tat ", "Exception");
    }

    @Test
    void areAllToldAtOnceInTheOrderOfTheFile() {
        Outcome outcome = run("job validate", "Nmae: x\\nType: batsch\\nCount: many\\nTasks: [{Name: a}]\\n");

        assertThat(outcome.err()).isEqualTo("""
                Error: 4 things are wrong
                  Nmae (line 1, column 1): unknown field: 'Nmae' in 'Job'; correct or remove it
                  Type (line 2, column 1): invalid job type: "batsch" (got "batsch"); use one of batch, service, ops, daemon
                  Count (line 3, column 1): expected a whole number (got "many"); write a value of the expected type
                  Tasks[0].Engine (line 4, column 9): nil spec config; name its Type, and its Params if it has any
                """);
    }
}
