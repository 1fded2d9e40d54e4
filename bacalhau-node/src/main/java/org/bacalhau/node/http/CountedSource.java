package org.bacalhau.node.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bacalhau.node.http.route.TextSource;

/** A source that tells once when it is closed. */
final class CountedSource implements TextSource {
    private final TextSource source;
    private final Consumer<TextSource> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    CountedSource(TextSource source, Consumer<TextSource> onClose) {
        this.source = source;
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<Optional<String>> next() {
        return source.next();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            source.close();
            onClose.accept(this);
        }
    }
}
