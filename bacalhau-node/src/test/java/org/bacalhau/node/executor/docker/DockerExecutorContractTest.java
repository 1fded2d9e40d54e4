package org.bacalhau.node.executor.docker;

import java.util.Optional;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.ExecutorContract;
import org.bacalhau.core.model.SpecConfig;

@RequiresDocker
class DockerExecutorContractTest extends ExecutorContract {
    @Override
    protected Executor open() {
        return DockerExecutor.create(DockerConfig.DEFAULT);
    }

    private static Program script(String text, String... arguments) {
        DockerSpec spec = DockerSpec.of(TestImages.busybox()).entrypoint("sh", "-c", text, "script");
        return Program.of(spec.parameters(arguments).build());
    }

    @Override
    protected Program exitingWith(int exitCode) {
        return script("exit $1", Integer.toString(exitCode));
    }

    @Override
    protected Program runningForEver() {
        return script("echo begun; while true; do sleep 1; done");
    }

    @Override
    protected Optional<Program> printing(String stdout, String stderr) {
        return Optional.of(script("printf '%s' \"$1\"; printf '%s' \"$2\" >&2", stdout, stderr));
    }

    @Override
    protected Optional<Program> printingForEver() {
        return Optional.of(script("yes"));
    }

    @Override
    protected Optional<Program> printingVariable() {
        return Optional.of(script("echo $NAME"));
    }

    @Override
    protected Optional<Program> copying() {
        return Optional.of(script("cp /inputs/file /outputs/copy"));
    }

    @Override
    protected Optional<Program> broken() {
        return Optional.of(Program.of(DockerSpec.of(TestImages.busybox())
                .entrypoint("no-such-program")
                .build()));
    }

    @Override
    protected Optional<SpecConfig> faulty() {
        return Optional.of(SpecConfig.of(DockerExecutor.TYPE));
    }
}
