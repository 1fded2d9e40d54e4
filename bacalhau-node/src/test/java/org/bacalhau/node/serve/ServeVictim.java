package org.bacalhau.node.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;
import org.bacalhau.node.store.ChildProcess;

/** A node in a process of its own, which is there to be killed. */
final class ServeVictim {
    /** Writes a line. */
    static final String LINE = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00up\\0a")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))
            """;

    private static final String ENDLESS = LINE.stripTrailing().replaceFirst("\\)\\)$", " (loop \\$l (br \\$l))))");

    private ServeVictim() {}

    public static void main(String[] arguments) throws Exception {
        NodeConfig config = Servers.config(Path.of(arguments[0])).build();
        try (NodeServer server = Servers.started(config)) {
            System.out.println(server.uri());
            while (System.in.read() >= 0) {
                // Whoever started this process kills it.
            }
        }
    }

    /** Returns a job whose program writes a line and then never ends. */
    static JobSpec endless() {
        SpecConfig module = InlineData.source(InlineData.encode(Fixtures.wat(ENDLESS)));
        Task task = Task.builder("main", WasmSpec.of(module).build()).build();
        // Executions of other types are replaced when their node comes back, and this program would run again.
        return JobSpec.builder(JobType.OPS, task).build();
    }

    static Running start(Path data) throws IOException {
        ChildProcess process = new ChildProcess(ServeVictim.class, data.toString());
        return new Running(process, URI.create(process.readLine()));
    }

    record Running(ChildProcess process, URI uri) implements AutoCloseable {
        /** Ends it as by {@code kill -9}, and returns when it is gone. */
        void kill() throws IOException {
            process.kill();
            if (process.readLine() != null) {
                throw new AssertionError("the node printed more than its address");
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
