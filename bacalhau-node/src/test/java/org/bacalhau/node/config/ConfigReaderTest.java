package org.bacalhau.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.Role;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.ValidationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    Path root;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(root.resolve("data"));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(directory.resolve("config.yaml"), yaml);
    }

    private ConfigSources sources(Map<String, String> environment) {
        return ConfigSources.of(environment, root, root.resolve("home")).withDataDirectory(directory);
    }

    private NodeConfig read() {
        return NodeConfig.read(sources(Map.of()));
    }

    private List<Fault> faults() {
        return catchThrowableOfType(ValidationException.class, this::read).faults();
    }

    @Test
    void everythingHasItsDefaultWithoutAnySource() {
        NodeConfig config = read();
        assertThat(config.get(ServerKeys.HOST)).isEqualTo("127.0.0.1");
        assertThat(config.get(ServerKeys.PORT)).isEqualTo(1234);
        assertThat(config.get(NodeKeys.TYPE)).containsExactly(Role.REQUESTER, Role.COMPUTE);
        assertThat(config.origin(ServerKeys.PORT)).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        write("Node:\n  Name: of-the-file\n  ServerAPI:\n    Port: 1\n    Host: localhost\n");
        NodeConfig config = NodeConfig.read(
                sources(Map.of("BACALHAU_NODE_SERVERAPI_PORT", "2", "BACALHAU_NODE_SERVERAPI_HOST", "127.0.0.2"))
                        .withFlag("node.serverapi.port", ConfigValue.of("3"), "--port"));
        assertThat(config.get(ServerKeys.PORT)).isEqualTo(3);
        assertThat(config.origin(ServerKeys.PORT)).contains("--port");
        assertThat(config.get(ServerKeys.HOST)).isEqualTo("127.0.0.2");
        assertThat(config.get(NodeKeys.NAME)).contains("of-the-file");
        assertThat(config.origin(NodeKeys.NAME).orElseThrow()).endsWith("config.yaml, line 2, column 3");
    }

    @Test
    void theNameOfTheKeyWinsOverItsAlias() {
        NodeConfig config =
                NodeConfig.read(sources(Map.of("BACALHAU_SERVER_PORT", "1", "BACALHAU_NODE_SERVERAPI_PORT", "2")));
        assertThat(config.get(ServerKeys.PORT)).isEqualTo(2);
        assertThat(NodeConfig.read(sources(Map.of("BACALHAU_SERVER_PORT", "1"))).get(ServerKeys.PORT))
                .isEqualTo(1);
    }

    @Test
    void namesInTheFileMatchWithoutRegardToCaseNestedOrDotted() throws IOException {
        write("node:\n  SERVERAPI.port: 7\nNODE.labels: {color: red}\n");
        NodeConfig config = read();
        assertThat(config.get(ServerKeys.PORT)).isEqualTo(7);
        assertThat(config.get(NodeKeys.LABELS)).isEqualTo(Map.of("color", "red"));
    }

    @Test
    void emptyValuesCountAsNotSet() throws IOException {
        write("Node:\n  ServerAPI:\n    Port:\n    Host: ~\n  Compute:\n");
        NodeConfig config = NodeConfig.read(sources(Map.of("BACALHAU_NODE_SERVERAPI_PORT", " ")));
        assertThat(config.get(ServerKeys.PORT)).isEqualTo(1234);
        assertThat(config.get(ServerKeys.HOST)).isEqualTo("127.0.0.1");
    }

    @Test
    void listsAndMapsFitIntoOneVariable() {
        NodeConfig config = NodeConfig.read(sources(Map.of(
                "BACALHAU_NODE_TYPE", "compute requester",
                "BACALHAU_NODE_DISABLEDFEATURES_ENGINES", "docker,wasm",
                "BACALHAU_NODE_LABELS", "color=red,size=10",
                "BACALHAU_AUTH_METHODS", "{Method: secret, Policy: {Type: ask, PolicyPath: p.yaml}}")));
        assertThat(config.get(NodeKeys.TYPE)).containsExactly(Role.COMPUTE, Role.REQUESTER);
        assertThat(config.get(NodeKeys.DISABLED_ENGINES)).containsExactly("docker", "wasm");
        assertThat(config.get(NodeKeys.LABELS)).isEqualTo(Map.of("color", "red", "size", "10"));
        assertThat(config.get(ServerKeys.AUTH_METHODS))
                .isEqualTo(Map.of(
                        "secret",
                        new AuthMethodConfig(AuthMethodConfig.Type.ASK, Optional.of(root.resolve("p.yaml")))));
    }

    @Test
    void theMethodsOfTheFileReplaceTheDefault() throws IOException {
        write("Auth:\n  Methods:\n    Users:\n      Type: ask\n      PolicyPath: users.yaml\n");
        assertThat(read().get(ServerKeys.AUTH_METHODS).keySet()).containsExactly("Users");
    }

    @Test
    void relativePathsStartWhereTheyAreWritten() throws IOException {
        write("User:\n  KeyPath: keys/own.pem\nAuth:\n  AccessPolicyPath: ~/policy.yaml\n");
        NodeConfig config =
                NodeConfig.read(sources(Map.of("BACALHAU_NODE_REQUESTER_JOBSTORE_PATH", "store/jobs.sqlite")));
        assertThat(config.get(NodeKeys.KEY_PATH)).isEqualTo(directory.resolve("keys/own.pem"));
        assertThat(config.get(ServerKeys.ACCESS_POLICY)).contains(root.resolve("home/policy.yaml"));
        assertThat(config.get(RequesterKeys.STORE_PATH)).isEqualTo(root.resolve("store/jobs.sqlite"));
        assertThat(config.get(ComputeKeys.STORE_PATH)).isEqualTo(directory.resolve("compute_store/executions.sqlite"));
    }

    @Test
    void theEnvironmentNamesTheDataDirectory() {
        assertThat(ConfigSources.of(Map.of("BACALHAU_DIR", "x"), root, root).dataDirectory())
                .isEqualTo(root.resolve("x"));
        assertThat(ConfigSources.of(Map.of(), root, root.resolve("home")).dataDirectory())
                .isEqualTo(root.resolve("home/.bacalhau"));
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestOneAndItsPlace() throws IOException {
        write("Node:\n  ServerAPI:\n    Prot: 1234\n  Computer:\n    X: 1\n");
        assertThat(faults())
                .extracting(Fault::toString)
                .containsExactly(
                        "Node.ServerAPI.Prot: there is no such setting (" + directory
                                + "/config.yaml, line 3, column 5); did you mean Node.ServerAPI.Port?",
                        "Node.Computer: there is no such setting (" + directory
                                + "/config.yaml, line 4, column 3); did you mean Node.Compute?");
    }

    @Test
    void allFaultsOfAllSourcesAreToldAtOnce() throws IOException {
        write("Node:\n  ServerAPI: {Port: 70000}\n  Requester: {JobDefaults: {TotalTimeout: 5 minutes}}\n");
        ConfigSources sources = sources(Map.of(
                        "BACALHAU_NODE_COMPUTE_CAPACITY_TOTALRESOURCELIMITS_MEMORY", "much",
                        "BACALHAU_NODE_COMPUTE_EXECUTIONSTORE_TYPE", "BoltDB"))
                .withFlag("Node.Nmae", ConfigValue.of("x"), "--set");
        assertThatThrownBy(() -> NodeConfig.read(sources))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("configuration has 5 faults")
                .hasMessageContaining("Node.ServerAPI.Port: wrong value (" + directory
                        + "/config.yaml, line 2, column 15) (got \"70000\"); give a whole number from 0 to 65535")
                .hasMessageContaining("Node.Requester.JobDefaults.TotalTimeout: wrong value")
                .hasMessageContaining("give a duration such as 30s, 10m or 1h30m")
                .hasMessageContaining("(environment BACALHAU_NODE_COMPUTE_CAPACITY_TOTALRESOURCELIMITS_MEMORY)"
                        + " (got \"much\"); give a size such as")
                .hasMessageContaining("a BoltDB file of the original cannot be read")
                .hasMessageContaining("Node.Nmae: there is no such setting (--set); did you mean Node.Name?");
    }

    @Test
    void aKeyThatIsSetTwiceIsRefused() throws IOException {
        write("Node:\n  Name: a\nnode.name: b\n");
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .contains("Node.Name: set twice in one file")
                        .contains("line 3, column 1"));
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() throws IOException {
        write("Node:\n  Name: [a\n");
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).startsWith("not YAML: line 3, column 1: "));
        write("- a\n");
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).isEqualTo("line 1, column 1: settings are expected"));
        write("Node: 5\n");
        assertThat(faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.problem()).startsWith("a group of settings, not a setting"));
    }

    @Test
    void aFileThatIsNamedMustExist() {
        assertThatThrownBy(() -> NodeConfig.read(sources(Map.of()).withFile(Path.of("other.yaml"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(root.resolve("other.yaml") + ": there is no such file");
    }

    @Test
    void keysOfTheOriginalWithoutMeaningAreWarnedAboutOnce() throws IOException {
        write("Node:\n  WebUI:\n    Enabled: true\n  Network:\n    AuthSecret: hush\n");
        NodeConfig config = NodeConfig.read(sources(Map.of("BACALHAU_NODE_WEBUI_ENABLED", "false")));
        assertThat(config.warnings())
                .containsExactly(
                        "Node.Network.AuthSecret (" + directory + "/config.yaml, line 5, column 5) has no effect:"
                                + " networks between processes are not built yet",
                        "Node.WebUI.Enabled (environment BACALHAU_NODE_WEBUI_ENABLED) has no effect: there is no web"
                                + " page yet");
    }

    @Test
    void variablesThatAreNoSettingsAreWarnedAboutButNotRefused() {
        assertThat(NodeConfig.read(sources(Map.of("BACALHAU_NODE_SERVERAPI_PROT", "1", "BACALHAU_ENVIRONMENT", "test")))
                        .warnings())
                .containsExactly("environment variable BACALHAU_NODE_SERVERAPI_PROT is no setting; did you mean"
                        + " BACALHAU_NODE_SERVERAPI_PORT?");
    }

    @Test
    void programsSetTypedValuesWithinTheirRange() {
        NodeConfig.Builder builder = NodeConfig.builder().dataDirectory(directory);
        NodeConfig config = builder.set(RequesterKeys.TOTAL_TIMEOUT, Duration.ofHours(2))
                .set(NodeKeys.LABELS, Map.of("a, b", "c=d"))
                .build();
        assertThat(config.get(RequesterKeys.TOTAL_TIMEOUT)).isEqualTo(Duration.ofHours(2));
        assertThat(config.text(RequesterKeys.TOTAL_TIMEOUT)).isEqualTo("2h0m0s");
        assertThat(config.get(NodeKeys.LABELS)).isEqualTo(Map.of("a, b", "c=d"));
        assertThatThrownBy(() -> builder.set(ServerKeys.PORT, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Node.ServerAPI.Port: wrong value \"-1\"; give a whole number from 0 to 65535");
    }
}
