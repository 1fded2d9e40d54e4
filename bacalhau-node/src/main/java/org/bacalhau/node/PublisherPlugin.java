package org.bacalhau.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.node.publisher.local.LocalPublisher;
import org.bacalhau.node.publisher.noop.NoopPublisher;

/** Contributes the publishers {@code noop} and, if it has a directory, {@code local}. */
public final class PublisherPlugin implements NodePlugin {
    private final Optional<Path> directory;

    /** Contributes the publisher {@code noop} alone. */
    public PublisherPlugin() {
        this.directory = Optional.empty();
    }

    /** Contributes both publishers; results of {@code local} lie in {@code directory}, which is created when needed. */
    public PublisherPlugin(Path directory) {
        this.directory = Optional.of(directory);
    }

    @Override
    public List<Publisher> publishers() {
        List<Publisher> publishers = new ArrayList<>();
        publishers.add(new NoopPublisher());
        directory.map(LocalPublisher::new).ifPresent(publishers::add);
        return publishers;
    }
}
