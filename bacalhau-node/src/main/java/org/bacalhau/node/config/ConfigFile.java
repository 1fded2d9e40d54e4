package org.bacalhau.node.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.node.config.ConfigTree.Entry;
import org.bacalhau.node.config.ConfigTree.MapPart;
import org.bacalhau.node.config.ConfigTree.Part;
import org.bacalhau.node.config.ValueType.Places;
import org.jspecify.annotations.Nullable;

/** Finds settings in a YAML file. For one reading. */
final class ConfigFile {
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final boolean isRequired;
    private final Places places;
    private final ConfigFaults faults;
    private final Receiver receiver;
    private final Set<ConfigKey<?>> seen = new HashSet<>();

    /** Takes what is found. */
    @FunctionalInterface
    interface Receiver {
        void set(ConfigKey<?> key, ConfigValue value, String origin, Places places);
    }

    ConfigFile(ConfigSources sources, ConfigFaults faults, Receiver receiver) {
        this.file = sources.file()
                .map(path -> sources.places().base().resolve(path))
                .orElse(sources.dataDirectory().resolve(ConfigSources.FILE_NAME));
        this.isRequired = sources.file().isPresent();
        @Nullable Path directory = file.toAbsolutePath().getParent();
        this.places = new Places(
                directory == null ? sources.places().base() : directory,
                sources.places().home());
        this.faults = faults;
        this.receiver = receiver;
    }

    /** Returns the file's name, under which its own faults are found. */
    String name() {
        return file.toString();
    }

    void read() {
        Optional<Part> root;
        try {
            root = text().flatMap(text -> Optional.ofNullable(ConfigTree.read(text)));
        } catch (IllegalArgumentException e) {
            faults.add(file.toString(), "", "not YAML: " + e.getMessage(), "correct it");
            return;
        }
        root.ifPresent(part -> {
            if (part instanceof MapPart map) {
                readMap("", map);
            } else if (!ConfigTree.value(part).text().isBlank()) {
                faults.add(file.toString(), "", part.place() + ": settings are expected", "write KEY: VALUE");
            }
        });
    }

    private Optional<String> text() {
        // A data directory that is none is told by whoever opens it.
        @Nullable Path directory = file.toAbsolutePath().getParent();
        if (!isRequired && directory != null && !Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST) {
                faults.add(file.toString(), "", "the file is larger than " + LARGEST + " bytes", "shorten it");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            if (isRequired) {
                faults.add(file.toString(), "", "there is no such file", "check the path");
            }
        } catch (IOException e) {
            faults.add(
                    file.toString(),
                    "",
                    "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "make it a UTF-8 file that this user may read");
        }
        return Optional.empty();
    }

    private void readMap(String prefix, MapPart map) {
        map.entries().forEach(entry -> readEntry(prefix + entry.name(), entry));
    }

    private void readEntry(String name, Entry entry) {
        String origin = file + ", " + entry.place();
        Optional<ConfigKey<?>> key = ConfigKeys.find(name);
        if (key.isPresent()) {
            readValue(key.get(), ConfigTree.value(entry.part()), origin);
        } else if (!isGroup(name)) {
            faults.addUnknown(name, origin);
        } else if (entry.part() instanceof MapPart map) {
            readMap(name + ".", map);
        } else if (!ConfigTree.value(entry.part()).text().isBlank()) {
            faults.add(
                    name,
                    ConfigTree.value(entry.part()).text(),
                    "a group of settings, not a setting (" + origin + ")",
                    "write the settings of the group under it");
        }
    }

    private static boolean isGroup(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        return ConfigKeys.groupNames().stream()
                .anyMatch(group -> group.toLowerCase(Locale.ROOT).equals(folded));
    }

    private void readValue(ConfigKey<?> key, ConfigValue value, String origin) {
        if (!seen.add(key)) {
            faults.add(key.name(), value.text(), "set twice in one file (" + origin + ")", "remove one of the two");
        } else if (!(value instanceof ConfigValue.Scalar) || !value.text().isBlank()) {
            receiver.set(key, value, origin, places);
        }
    }
}
