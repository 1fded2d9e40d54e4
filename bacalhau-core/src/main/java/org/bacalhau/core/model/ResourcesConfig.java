package org.bacalhau.core.model;

import java.util.Locale;

/**
 * The resources a task asks for, as its author wrote them; an empty text means "not said". Immutable. Texts are kept,
 * since clients expect to read back what they sent; {@link Quantities} gives them their meaning.
 *
 * @param cpu Kubernetes style: {@code 500m} or a number of cores
 * @param memory bytes with an optional unit: {@code 1gb}, {@code 512mib}
 * @param disk as for memory
 * @param gpu a whole number of devices
 */
public record ResourcesConfig(String cpu, String memory, String disk, String gpu) {
    /** Nothing asked for. */
    public static final ResourcesConfig NONE = new ResourcesConfig("", "", "", "");

    public ResourcesConfig {
        cpu = normalize(cpu);
        memory = normalize(memory);
        disk = normalize(disk);
        gpu = normalize(gpu);
    }

    private static String normalize(String quantity) {
        return quantity.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the amounts, zero where nothing is said.
     *
     * @throws IllegalArgumentException if a quantity cannot be read; {@link JobValidator} tells which, before this is
     *     called
     */
    public Resources toResources() {
        if (this.equals(NONE)) {
            return Resources.ZERO;
        }
        return new Resources(
                Quantities.cpuMillis(cpu),
                Quantities.bytes("memory", memory),
                Quantities.bytes("disk", disk),
                Quantities.gpus(gpu),
                java.util.List.of());
    }
}
