package org.bacalhau.node.executor.docker;

import java.util.List;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;

/**
 * What a task says about its container (engines-storage-publishers.md §3.1). Immutable.
 *
 * @param image the image's name
 * @param entrypoint replaces the image's; empty: the image's own
 * @param parameters replace the image's command; empty: the image's own
 * @param environment {@code NAME=value}
 * @param workingDirectory absolute; empty: the image's own
 * @param faults what is wrong with it
 */
record DockerParams(
        String image,
        List<String> entrypoint,
        List<String> parameters,
        List<String> environment,
        String workingDirectory,
        List<Fault> faults) {

    DockerParams {
        entrypoint = List.copyOf(entrypoint);
        parameters = List.copyOf(parameters);
        environment = List.copyOf(environment);
        faults = List.copyOf(faults);
    }

    static DockerParams of(SpecConfig engine) {
        return new DockerParamsReader(engine).read();
    }
}
