package org.bacalhau.node.executor.docker.engine;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import java.util.List;
import java.util.Map;

/** Puts a plan into the library's words. Without state. */
final class ContainerRequest {
    private static final long NANOS_PER_MILLI = 1_000_000;
    // Two files of half the size: what is read is a rotation behind at most.
    private static final int LOG_FILES = 2;

    private ContainerRequest() {}

    static CreateContainerCmd fill(CreateContainerCmd request, ContainerPlan plan) {
        ContainerPlan.Command command = plan.command();
        request.withName(plan.name())
                .withLabels(plan.labels())
                .withEnv(command.environment())
                .withTty(false)
                .withAttachStdin(false)
                .withNetworkDisabled(plan.isolation().network().equals("none"))
                .withHostConfig(hostConfig(plan));
        if (!command.entrypoint().isEmpty()) {
            request.withEntrypoint(command.entrypoint());
        }
        if (!command.parameters().isEmpty()) {
            request.withCmd(command.parameters());
        }
        if (!command.workingDirectory().isEmpty()) {
            request.withWorkingDir(command.workingDirectory());
        }
        command.user().ifPresent(request::withUser);
        return request;
    }

    private static HostConfig hostConfig(ContainerPlan plan) {
        ContainerPlan.Limits limits = plan.limits();
        HostConfig host = HostConfig.newHostConfig()
                .withMounts(plan.mounts().stream().map(ContainerRequest::mount).toList())
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(logs(limits.logBytes()))
                .withShmSize(limits.sharedMemoryBytes());
        if (limits.cpuMillis() > 0) {
            host.withNanoCPUs(limits.cpuMillis() * NANOS_PER_MILLI);
        }
        if (limits.memoryBytes() > 0) {
            // The second is the sum with swap.
            host.withMemory(limits.memoryBytes()).withMemorySwap(limits.memoryBytes());
        }
        if (limits.processes() > 0) {
            host.withPidsLimit(limits.processes());
        }
        return isolate(host, plan.isolation());
    }

    private static HostConfig isolate(HostConfig host, ContainerPlan.Isolation isolation) {
        Capability[] kept =
                isolation.capabilities().stream().map(Capability::valueOf).toArray(Capability[]::new);
        host.withNetworkMode(isolation.network())
                .withCapDrop(Capability.ALL)
                .withCapAdd(kept)
                .withIpcMode("private")
                .withCgroupnsMode("private")
                .withPrivileged(false);
        if (!isolation.newPrivileges()) {
            host.withSecurityOpts(List.of("no-new-privileges:true"));
        }
        if (!isolation.extraHosts().isEmpty()) {
            host.withExtraHosts(isolation.extraHosts().toArray(new String[0]));
        }
        return host;
    }

    private static Mount mount(ContainerPlan.Mount mount) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.source().toString())
                .withTarget(mount.target())
                .withReadOnly(mount.readOnly());
    }

    private static LogConfig logs(long bytes) {
        return new LogConfig(
                LoggingType.LOCAL,
                Map.of(
                        "max-size", Long.toString(bytes / LOG_FILES),
                        "max-file", Integer.toString(LOG_FILES),
                        "compress", "false"));
    }
}
