package org.bacalhau.node.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bacalhau.client.BacalhauClient;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsServeTest {
    @TempDir
    Path root;

    private NodeConfig selfSigned() {
        return Servers.config(root.resolve("data"))
                .set(ServerKeys.SELF_SIGNED, true)
                .build();
    }

    @Test
    void servesHttpsWithACertificateOfItsOwn() throws IOException {
        Path certificate = root.resolve("data/self_signed.crt");
        String first;
        try (NodeServer server = Servers.started(selfSigned());
                BacalhauClient trusting = BacalhauClient.builder(server.uri())
                        .trustedCertificates(certificate)
                        .build();
                BacalhauClient stranger = BacalhauClient.builder(server.uri()).build()) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            assertThat(trusting.agent().alive()).isTrue();
            assertThatThrownBy(() -> stranger.agent().version()).isInstanceOf(BacalhauException.class);
            first = Files.readString(certificate);
        }
        try (NodeServer server = Servers.started(selfSigned())) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            assertThat(certificate).hasContent(first.strip());
        }
    }

    @Test
    void servesHttpsWithPemFiles() throws IOException {
        try (NodeServer server = Servers.started(selfSigned())) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
        }
        Path certificate = Files.copy(root.resolve("data/self_signed.crt"), root.resolve("tls.crt"));
        NodeConfig config = Servers.config(root.resolve("other"))
                .set(ServerKeys.CERTIFICATE, Optional.of(certificate))
                .set(ServerKeys.CERTIFICATE_KEY, Optional.of(root.resolve("data/user_id.pem")))
                .build();
        try (NodeServer server = Servers.started(config);
                BacalhauClient client = BacalhauClient.builder(server.uri())
                        .trustedCertificates(certificate)
                        .build()) {
            assertThat(client.agent().alive()).isTrue();
        }
    }

    @Test
    void certificateAndKeyBelongTogether() throws IOException {
        try (NodeServer server = Servers.started(selfSigned())) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
        }
        try (NodeServer server =
                NodeServer.open(Servers.config(root.resolve("stranger")).build())) {
            assertThat(server.dataDirectory()).isDirectory();
        }
        NodeConfig config = Servers.config(root.resolve("other"))
                .set(ServerKeys.CERTIFICATE, Optional.of(root.resolve("data/self_signed.crt")))
                .set(ServerKeys.CERTIFICATE_KEY, Optional.of(root.resolve("stranger/user_id.pem")))
                .build();
        assertThatThrownBy(() -> NodeServer.open(config))
                .hasMessageStartingWith("private key " + root.resolve("stranger/user_id.pem")
                        + " cannot be used: it does" + " not belong to the certificate");
    }

    @Test
    void oneWithoutTheOtherIsRefused() throws IOException {
        Path file = Files.writeString(root.resolve("a.pem"), "no PEM");
        NodeConfig noKey = Servers.config(root.resolve("data"))
                .set(ServerKeys.CERTIFICATE, Optional.of(file))
                .build();
        assertThatThrownBy(() -> NodeServer.open(noKey))
                .hasMessageStartingWith("invalid config: TLS cert specified without corresponding private key");
        NodeConfig noCertificate = Servers.config(root.resolve("data"))
                .set(ServerKeys.CERTIFICATE_KEY, Optional.of(file))
                .build();
        assertThatThrownBy(() -> NodeServer.open(noCertificate))
                .hasMessageStartingWith("invalid config: private key specified without corresponding TLS certificate");
        NodeConfig nothing = Servers.config(root.resolve("data"))
                .set(ServerKeys.CERTIFICATE, Optional.of(file))
                .set(ServerKeys.CERTIFICATE_KEY, Optional.of(file))
                .build();
        assertThatThrownBy(() -> NodeServer.open(nothing))
                .hasMessageStartingWith("certificate " + file + " cannot be used: ");
    }
}
