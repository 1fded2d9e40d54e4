package org.bacalhau.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bacalhau.cli.launch.PrivateFile;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bacalhau.node.serve.NodeServer;

/**
 * What a shell exports so that clients find a node: a text, and a file that is gone when this is closed. For one thread.
 */
final class ClientExports implements AutoCloseable {
    /** The name of the file in the data directory, as in the original. */
    static final String FILE_NAME = "bacalhau.run";

    private final Path file;

    private ClientExports(Path file) {
        this.file = file;
    }

    /** Writes the file. */
    static ClientExports write(Path file, String exports) {
        try {
            PrivateFile.write(file, exports);
            return new ClientExports(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the lines for a shell. */
    static String of(NodeServer server, NodeConfig config) {
        String host = server.uri().getHost();
        boolean isBracketed = host.startsWith("[");
        StringBuilder lines = new StringBuilder()
                .append(export("HOST", isBracketed ? host.substring(1, host.length() - 1) : host))
                .append(export("PORT", Integer.toString(server.uri().getPort())));
        if (server.uri().getScheme().equals("https")) {
            lines.append(export("CLIENTTLS_USETLS", "true"));
        }
        if (config.get(ServerKeys.SELF_SIGNED)) {
            lines.append(export(
                    "CLIENTTLS_CACERT",
                    server.dataDirectory().resolve("self_signed.crt").toString()));
        }
        return lines.toString();
    }

    private static String export(String name, String value) {
        String quoted = value.matches("[A-Za-z0-9_./:-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
        return "export BACALHAU_NODE_CLIENTAPI_" + name + "=" + quoted + "\n";
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
