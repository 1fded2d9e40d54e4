package org.bacalhau.core.compute;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bacalhau.core.model.Gpu;

/** The labels a node gets by what it runs on (job-lifecycle.md §8.3), with the names that Go programs use. */
public final class HostLabels {
    private static final Map<String, String> ARCHITECTURES = Map.of(
            "x86_64", "amd64",
            "amd64", "amd64",
            "aarch64", "arm64",
            "arm64", "arm64",
            "x86", "386",
            "i386", "386",
            "i686", "386",
            "arm", "arm");

    private HostLabels() {}

    /**
     * Returns {@code configured} with the labels that are found out; these win.
     *
     * @param configured labels chosen by the operator
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     * @param gpus the node's graphics processors
     */
    public static Map<String, String> addTo(
            Map<String, String> configured, String osName, String osArch, List<Gpu> gpus) {
        Map<String, String> labels = new TreeMap<>(configured);
        labels.put("Operating-System", operatingSystem(osName));
        labels.put("Architecture", architecture(osArch));
        for (Gpu gpu : gpus) {
            String key = "GPU-" + gpu.index();
            labels.put(key, gpu.name().replace(' ', '-'));
            labels.put(key + "-Memory", gpu.memoryMebibytes() + "-MiB");
        }
        return labels;
    }

    /** Returns Go's name of an operating system: {@code linux}, {@code darwin}, {@code windows}, or its own in lower case. */
    public static String operatingSystem(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac") || name.equals("darwin")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : name.replaceAll("\\s+", "");
    }

    /** Returns Go's name of a processor: {@code amd64}, {@code arm64}, or its own in lower case. */
    public static String architecture(String osArch) {
        String name = osArch.toLowerCase(Locale.ROOT);
        return ARCHITECTURES.getOrDefault(name, name);
    }
}
