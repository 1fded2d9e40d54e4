package org.bacalhau.node;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.node.http.result.ResultServer;
import org.bacalhau.node.publisher.local.LocalPublisher;
import org.bacalhau.node.publisher.noop.NoopPublisher;

/** Contributes the publishers {@code noop} and, if it is told where results go, {@code local}. */
public final class PublisherPlugin implements NodePlugin {
    private final Optional<LocalPublisher> local;

    /** Contributes the publisher {@code noop} alone. */
    public PublisherPlugin() {
        this.local = Optional.empty();
    }

    /** Contributes both publishers; results of {@code local} lie in {@code directory}, which is created when needed. */
    public PublisherPlugin(Path directory) {
        this.local = Optional.of(new LocalPublisher(directory));
    }

    /** Contributes both publishers; results of {@code local} are served over HTTP by {@code results}. */
    public PublisherPlugin(ResultServer results) {
        this.local = Optional.of(new LocalPublisher(results.directory(), InstantSource.system(), results));
    }

    @Override
    public List<Publisher> publishers() {
        List<Publisher> publishers = new ArrayList<>();
        publishers.add(new NoopPublisher());
        local.ifPresent(publishers::add);
        return publishers;
    }
}
