package org.bacalhau.node.executor.docker;

import java.util.ArrayList;
import java.util.List;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.node.executor.docker.image.ImageName;
import org.jspecify.annotations.Nullable;

/** Reads parameters, which come from anywhere and may be of any type, and collects what is wrong. For one use. */
final class DockerParamsReader {
    private static final int MOST_ENTRIES = 10_000;

    private final SpecConfig engine;
    private final List<Fault> faults = new ArrayList<>(); // bounded by MOST_ENTRIES

    DockerParamsReader(SpecConfig engine) {
        this.engine = engine;
    }

    DockerParams read() {
        return new DockerParams(
                image(), texts("Entrypoint"), texts("Parameters"), environment(), workingDirectory(), faults);
    }

    private void fault(String path, @Nullable Object value, String problem, String remedy) {
        faults.add(new Fault("Params." + path, value == null ? "" : String.valueOf(value), problem, remedy));
    }

    private String image() {
        String image = text("Image", engine.param("Image")).strip();
        if (image.isEmpty()) {
            fault(
                    "Image",
                    "",
                    "invalid docker engine param: 'Image' cannot be empty",
                    "name an image, say ubuntu:24.04");
        } else if (ImageName.parse(image).isEmpty()) {
            fault(
                    "Image",
                    image,
                    "is no name of an image",
                    "write it as [registry/]name[:tag][@digest], in lower case");
        }
        return image;
    }

    private List<String> environment() {
        // The original wants an even number of them, by mistake; any number is fine here.
        List<String> variables = texts("EnvironmentVariables");
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i).indexOf('=') < 1) {
                fault("EnvironmentVariables[" + i + "]", variables.get(i), "is no variable", "write NAME=value");
            }
        }
        return variables;
    }

    private String workingDirectory() {
        String directory = text("WorkingDirectory", engine.param("WorkingDirectory"));
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            fault(
                    "WorkingDirectory",
                    directory,
                    "invalid docker engine param: 'WorkingDirectory' (\"" + directory
                            + "\") must contain absolute path",
                    "begin it with /");
        }
        return directory;
    }

    private List<String> texts(String name) {
        Object value = engine.param(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            fault(name, value, "is no list", "write [\"…\", …]");
            return List.of();
        }
        if (list.size() > MOST_ENTRIES) {
            fault(name, list.size(), "has too many entries", "use at most " + MOST_ENTRIES);
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(name + "[" + i + "]", list.get(i)));
        }
        return texts;
    }

    /** Returns a text; empty if it is missing. Numbers and truth values are taken as written, as YAML makes them. */
    private String text(String path, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            fault(path, value, "is no text", "write one text in quotes");
            return "";
        }
        String text = value.toString();
        if (text.indexOf('\0') >= 0) {
            fault(path, text.replace('\0', '␀'), "has a character NUL, which ends a C string", "remove it");
        }
        return text;
    }
}
