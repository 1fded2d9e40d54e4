package org.bacalhau.node.storage.url;

import com.google.common.collect.Lists;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import okhttp3.HttpUrl;
import org.bacalhau.client.archive.RelativePath;
import org.jspecify.annotations.Nullable;

/** Chooses what a downloaded file is called (engines-storage-publishers.md §5.2). */
final class FileNames {
    private FileNames() {}

    /**
     * Returns the name: the last segment of the last URL; after a redirect rather the name that the server suggests. If
     * neither is usable, a UUID that depends on the URL only.
     *
     * @param url the URL that answered
     * @param redirected whether it is another one than was asked for
     * @param disposition the {@code Content-Disposition} header, if there was one
     * @return one path segment
     */
    static String choose(HttpUrl url, boolean redirected, @Nullable String disposition) {
        if (redirected && disposition != null) {
            Optional<String> suggested =
                    ContentDisposition.fileName(disposition).flatMap(FileNames::usable);
            if (suggested.isPresent()) {
                return suggested.get();
            }
        }
        return usable(lastSegment(url))
                .orElseGet(() -> UUID.nameUUIDFromBytes(url.toString().getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    private static String lastSegment(HttpUrl url) {
        // A slash at the end makes the last segment empty.
        return Lists.reverse(url.pathSegments()).stream()
                .filter(segment -> !segment.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> usable(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return Optional.of(base).filter(RelativePath::isSegment);
    }
}
