package org.bacalhau.cli.run;

import java.util.List;
import java.util.Objects;
import org.bacalhau.client.api.ApiJob;
import org.bacalhau.client.api.ApiSpecConfig;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.node.storage.local.AllowedPath;

/** Finds what of this machine's files a job asks for. Stateless. */
final class LocalPaths {
    private LocalPaths() {}

    static List<AllowedPath> of(ApiJob job) {
        return job.tasks().stream()
                .filter(Objects::nonNull)
                .flatMap(task -> task.inputSources().stream())
                .filter(input -> input != null && input.source() != null)
                .map(input -> Objects.requireNonNull(input).source())
                .filter(source -> source != null && source.type().equalsIgnoreCase("localDirectory"))
                .map(source -> allowed(Objects.requireNonNull(source)))
                .toList();
    }

    private static AllowedPath allowed(ApiSpecConfig source) {
        SpecConfig config = new SpecConfig(source.type(), source.params());
        boolean writable = Boolean.parseBoolean(String.valueOf(config.param("ReadWrite")));
        return AllowedPath.parse(config.param("SourcePath") + (writable ? ":rw" : ":ro"));
    }
}
