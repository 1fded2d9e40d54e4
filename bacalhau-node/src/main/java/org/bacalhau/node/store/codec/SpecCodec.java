package org.bacalhau.node.store.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.LabelRequirement;
import org.bacalhau.core.model.NetworkConfig;
import org.bacalhau.core.model.ResourcesConfig;
import org.bacalhau.core.model.ResultPath;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.Timeouts;

/** What a user asked for: a job's spec and its parts. */
final class SpecCodec {
    private SpecCodec() {}

    static void write(FieldWriter out, JobSpec spec) throws IOException {
        out.text("name", spec.name());
        out.text("namespace", spec.namespace());
        out.name("type", spec.type());
        out.number("priority", spec.priority());
        out.number("count", spec.count());
        out.objects("constraints", spec.constraints(), SpecCodec::writeRequirement);
        out.texts("meta", spec.meta());
        out.texts("labels", spec.labels());
        out.objects("tasks", spec.tasks(), SpecCodec::writeTask);
    }

    static JobSpec read(FieldReader in) {
        return new JobSpec(
                in.text("name"),
                in.text("namespace"),
                in.constant("type", JobType.class),
                in.smallNumber("priority"),
                in.smallNumber("count"),
                in.objects("constraints", SpecCodec::readRequirement),
                in.textMap("meta"),
                in.textMap("labels"),
                in.objects("tasks", SpecCodec::readTask));
    }

    private static void writeRequirement(FieldWriter out, LabelRequirement requirement) throws IOException {
        out.text("key", requirement.key());
        out.name("operator", requirement.operator());
        out.texts("values", requirement.values());
    }

    private static LabelRequirement readRequirement(FieldReader in) {
        return new LabelRequirement(
                in.text("key"), in.constant("operator", LabelRequirement.Operator.class), in.textList("values"));
    }

    private static void writeTask(FieldWriter out, Task task) throws IOException {
        out.text("name", task.name());
        out.object("engine", task.engine(), SpecCodec::writeComponent);
        if (!task.publisher().equals(SpecConfig.NONE)) {
            out.object("publisher", task.publisher(), SpecCodec::writeComponent);
        }
        out.texts("env", task.env());
        out.texts("meta", task.meta());
        out.objects("inputs", task.inputSources(), SpecCodec::writeInput);
        out.objects("results", task.resultPaths(), SpecCodec::writeResult);
        if (!task.resources().equals(ResourcesConfig.NONE)) {
            out.object("resources", task.resources(), SpecCodec::writeResources);
        }
        if (!task.network().equals(NetworkConfig.NONE)) {
            out.object("network", task.network(), SpecCodec::writeNetwork);
        }
        if (!task.timeouts().equals(Timeouts.NONE)) {
            out.object("timeouts", task.timeouts(), SpecCodec::writeTimeouts);
        }
    }

    private static Task readTask(FieldReader in) {
        return new Task(
                in.text("name"),
                in.object("engine", SpecCodec::readComponent),
                in.objectOr("publisher", SpecConfig.NONE, SpecCodec::readComponent),
                in.textMap("env"),
                in.textMap("meta"),
                in.objects("inputs", SpecCodec::readInput),
                in.objects("results", SpecCodec::readResult),
                in.objectOr("resources", ResourcesConfig.NONE, SpecCodec::readResources),
                in.objectOr("network", NetworkConfig.NONE, SpecCodec::readNetwork),
                in.objectOr("timeouts", Timeouts.NONE, SpecCodec::readTimeouts));
    }

    static void writeComponent(FieldWriter out, SpecConfig component) throws IOException {
        out.text("type", component.type());
        if (!component.params().isEmpty()) {
            out.json().writeFieldName("params");
            ParamCodec.writeMap(out.json(), component.params());
        }
    }

    static SpecConfig readComponent(FieldReader in) {
        JsonNode params = in.raw("params");
        return new SpecConfig(in.text("type"), params == null ? Map.of() : ParamCodec.readMap(params));
    }

    private static void writeInput(FieldWriter out, InputSource input) throws IOException {
        out.object("source", input.source(), SpecCodec::writeComponent);
        out.text("alias", input.alias());
        out.text("target", input.target());
    }

    private static InputSource readInput(FieldReader in) {
        return new InputSource(in.object("source", SpecCodec::readComponent), in.text("alias"), in.text("target"));
    }

    private static void writeResult(FieldWriter out, ResultPath result) throws IOException {
        out.text("name", result.name());
        out.text("path", result.path());
    }

    private static ResultPath readResult(FieldReader in) {
        return new ResultPath(in.text("name"), in.text("path"));
    }

    private static void writeResources(FieldWriter out, ResourcesConfig resources) throws IOException {
        out.text("cpu", resources.cpu());
        out.text("memory", resources.memory());
        out.text("disk", resources.disk());
        out.text("gpu", resources.gpu());
    }

    private static ResourcesConfig readResources(FieldReader in) {
        return new ResourcesConfig(in.text("cpu"), in.text("memory"), in.text("disk"), in.text("gpu"));
    }

    private static void writeNetwork(FieldWriter out, NetworkConfig network) throws IOException {
        out.name("type", network.type());
        out.texts("domains", network.domains());
    }

    private static NetworkConfig readNetwork(FieldReader in) {
        return new NetworkConfig(in.constant("type", NetworkConfig.Type.class), in.textList("domains"));
    }

    private static void writeTimeouts(FieldWriter out, Timeouts timeouts) throws IOException {
        out.duration("execution", timeouts.execution());
        out.duration("queue", timeouts.queue());
        out.duration("total", timeouts.total());
    }

    private static Timeouts readTimeouts(FieldReader in) {
        return new Timeouts(in.duration("execution"), in.duration("queue"), in.duration("total"));
    }
}
