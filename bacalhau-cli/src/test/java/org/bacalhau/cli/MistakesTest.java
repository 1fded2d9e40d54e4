package org.bacalhau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bacalhau.cli.Cli.Outcome;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake gives one short message that names the value and the way out. */
class MistakesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            jbo list                                             | 2  | has no command "jbo"            | did you mean job?
            job lst                                              | 2  | has no command "lst"            | did you mean list?
            job list --outpt json                                | 2  | has no option --outpt           | did you mean --output?
            job list --output xml                                | 2  | 'xml'                           | TABLE, CSV, JSON, YAML
            job list --limit x                                   | 2  | 'x'                             | bacalhau job list --help
            job list --order-by size                             | 2  | nothing is sorted by "size"     | created_at
            job list --labels a+in+b                             | 2  | a in b                          | Error:
            job list extra                                       | 2  | "extra"                         | job list --help
            job describe                                         | 2  | JOB                             | job describe --help
            docker run                                           | 2  | IMAGE                           | docker run --help
            docker run --count x a                               | 2  | 'x'                             | docker run --help
            docker run --count 1 --concurrency 2 a:1             | 2  | --count is given too            | use --count alone
            docker run --target some a:1                         | 2  | --target "some"                 | use any or all
            docker run --network bridge a:1                      | 2  | --network "bridge"              | None, HTTP or Full
            docker run --dry-run --cpu many a:1                  | 2  | many                            | CPU
            docker run --dry-run --timeout -1 a:1                | 2  | "-1"                            | seconds
            docker run -p pigeon a:1                             | 2  | there is no publisher pigeon    | local, ipfs or s3
            docker run -p s3://b/k,opt=colour=red a:1            | 2  | opt=colour=red                  | opt=region
            docker run -i ftp://x/y a:1                          | 2  | ftp                             | file://, http(s)://
            docker run -i data a:1                               | 2  | is not a URI                    | file://
            docker run -i file:///d,opt=colour=red a:1           | 2  | no option colour                | opt=rw=true
            docker run -i s3://b/k,opt=colour=red a:1            | 2  | no option colour                | region
            docker run -i file:///d,where=/x a:1                 | 2  | "where=/x"                      | dst=
            docker run -o outputs a:1                            | 2  | "outputs"                       | NAME:/PATH
            docker run -e FOO a:1                                | 2  | "FOO"                           | NAME=VALUE
            wasm run nosuch.wasm                                 | 2  | "nosuch.wasm"                   | check the path
            wasm validate nosuch.wasm                            | 2  | "nosuch.wasm"                   | check the path
            wasm validate broken.yaml                            | 1  | is no WebAssembly module        | broken.yaml
            job run nosuch.yaml                                  | 2  | nosuch.yaml                     | check the path
            job run .                                            | 2  | is a directory                  | job file
            job run empty.yaml                                   | 2  | empty.yaml is empty             | write a job
            job run broken.yaml                                  | 2  | Error:                          | line
            job run typo.yaml                                    | 2  | unknown field: 'Tsks'           | correct or remove it
            job run template.yaml                                | 2  | "greeting"                      | -V greeting=VALUE
            job run open.yaml                                    | 2  | line 2                          | --no-template
            job run -E [ template.yaml                           | 2  | --template-envs "["             | regular expression
            --api-port 99999 job list                            | 2  | 99999                           | 1 to 65535
            --api-port x job list                                | 2  | "x"                             | --api-port
            --api-host a_b:c job list                            | 2  | a_b:c                           | --api-host
            --tls=maybe job list                                 | 2  | "maybe"                         | true or false
            --cacert nosuch.pem job list                         | 2  | nosuch.pem                      | Error:
            --api-port 1 job list                                | 10 | nobody listens                  | --embedded
            node list --show colour --api-port 1                 | 10 | nobody listens                  | bacalhau serve
            node list --filter-approval maybe                    | 2  | 'maybe'                         | APPROVED
            job get j-1 --download-timeout-secs soon             | 10 | nobody listens                  | serve
            job executions j-1 --order-by colour                 | 2  | "colour"                        | modify_time
            job history j-1 --event-type colour                  | 2  | 'colour'                        | EXECUTION
            help nosuch                                          | 2  | "nosuch"                        | bacalhau --help
            lst                                                  | 2  | has no command "lst"            | did you mean list?
            descrbe j-1                                          | 2  | has no command "descrbe"        | did you mean describe?
            --nosuch                                             | 2  | has no option --nosuch          | bacalhau --help
            list --number x                                      | 2  | 'x'                             | bacalhau list --help
            list --number -1                                     | 2  | "-1"                            | give 0 for all
            list --sort-by colour                                | 2  | 'colour'                        | CREATED_AT
            list --limit 3                                       | 2  | has no option --limit           | list --help
            describe                                             | 2  | JOB                             | describe --help
            cancel                                               | 2  | JOB                             | cancel --help
            get                                                  | 2  | JOB                             | get --help
            logs                                                 | 2  | JOB                             | logs --help
            create nosuch.yaml                                   | 2  | nosuch.yaml                     | check the path
            create empty.yaml                                    | 2  | empty.yaml is empty             | write a job
            create broken.yaml                                   | 2  | Error:                          | line 2, column
            create typo.yaml                                     | 2  | Tsks (line 2, column 1)         | correct or remove it
            create --wait-timeout-secs 0 --wait typo.yaml        | 2  | Tsks                            | Error:
            validate nosuch.yaml                                 | 2  | nosuch.yaml                     | check the path
            validate typo.yaml                                   | 2  | Tsks (line 2, column 1)         | correct or remove it
            exec                                                 | 2  | TYPE                            | exec --help
            exec cobol x                                         | 2  | TYPE "cobol"                    | python or duckdb
            exec duckdb --version 1                              | 2  | --version "1"                   | leave it out
            exec python --code nosuch                            | 2  | --code "nosuch"                 | check the path
            exec python --timeout x                              | 2  | 'x'                             | exec --help
            completion                                           | 2  | SHELL                           | completion --help
            completion powershell                                | 2  | 'powershell'                    | BASH, ZSH, FISH
            node lst                                             | 2  | has no command "lst"            | did you mean list?
            node describe                                        | 2  | NODE                            | node describe --help
            node list --limit -3 --api-port 1                    | 10 | nobody listens                  | serve
            node approve n-1 --mesage x                          | 2  | --mesage                        | did you mean --message?
            agent alive --output csv                             | 2  | 'csv'                           | JSON, YAML
            docker run --gpu some --dry-run a:1                  | 2  | some                            | GPU
            docker run --dry-run -l a+b=c a:1                    | 2  | "a b=c"                         | up to 63
            docker run --dry-run --queue-timeout -5 a:1          | 2  | "-5"                            | seconds
            wasm run --import-module-volumes x main.wasm         | 2  | main.wasm                       | check the path
            version --output xml                                 | 2  | 'xml'                           | TABLE, CSV, JSON, YAML
            help job nosuch                                      | 2  | "nosuch"                        | bacalhau job --help
            """)
    void areToldWithTheValueAndTheWayOut(String line, int code, String value, String wayOut) throws IOException {
        Files.writeString(directory.resolve("empty.yaml"), "");
        Files.writeString(directory.resolve("broken.yaml"), "Name: x\n  Type: [batch\n");
        Files.writeString(directory.resolve("typo.yaml"), "Type: batch\nTsks: []\n");
        Files.writeString(directory.resolve("template.yaml"), "Name: {{.greeting}}\n");
        Files.writeString(directory.resolve("open.yaml"), "Name: a\nType: {{.x\n");

        Outcome outcome = new Cli(directory)
                .with("BACALHAU_API_PORT", "1")
                .run(Arrays.stream(line.split(" "))
                        .map(word -> word.replace('+', ' '))
                        .toArray(String[]::new));

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.err()).contains(value).contains(wayOut).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(5);
        assertThat(outcome.out()).isEmpty();
    }
}
