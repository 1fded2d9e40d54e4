package org.bacalhau.examples.benchmark;

import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.node.executor.noop.NoopExecutor;
import org.bacalhau.node.executor.wasm.WasmSpec;
import org.bacalhau.node.storage.inline.InlineData;

/** The jobs that are measured. They ask for so little that capacity never limits them. */
final class Jobs {
    private Jobs() {}

    /** Returns a job that does nothing. */
    static JobSpec noop() {
        return JobSpec.builder(JobType.BATCH, noopTask()).build();
    }

    /** Returns a job that does nothing, with labels by which it can be found. */
    static JobSpec labelled(String key, String value) {
        return JobSpec.builder(JobType.BATCH, noopTask()).label(key, value).build();
    }

    private static Task noopTask() {
        return Task.builder("main", SpecConfig.of(NoopExecutor.TYPE))
                .resources(new ResourcesConfig("1m", "1kb", "", ""))
                .build();
    }

    /** Returns a job that runs a module, which travels in the job. */
    static JobSpec wasm(byte[] module, String... parameters) {
        SpecConfig source = InlineData.source(InlineData.encode(module));
        Task task = Task.builder(
                        "main", WasmSpec.of(source).parameters(parameters).build())
                .resources(new ResourcesConfig("1m", "64mib", "", ""))
                .build();
        return JobSpec.builder(JobType.BATCH, task).build();
    }
}
