package org.bacalhau.node.publisher.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bacalhau.client.archive.ArchiveLimits;
import org.bacalhau.client.archive.ArchiveReader;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.publisher.PublisherContract;
import org.bacalhau.core.testing.FileTrees;
import org.junit.jupiter.api.io.TempDir;

class LocalPublisherContractTest extends PublisherContract {
    @TempDir
    private Path temp;

    @Override
    protected Publisher open() {
        return new LocalPublisher(temp.resolve("published"));
    }

    @Override
    protected SpecConfig sound() {
        return SpecConfig.of("local");
    }

    @Override
    protected Map<String, String> read(SpecConfig published) throws IOException, InterruptedException {
        Path unpacked = Files.createTempDirectory(temp, "unpacked");
        URI url = URI.create(String.valueOf(published.param("URL")));
        try (InputStream archive = Files.newInputStream(Path.of(url))) {
            ArchiveReader.unpack(archive, unpacked, ArchiveLimits.DEFAULT);
        }
        return FileTrees.read(unpacked);
    }

    @Override
    protected int publishedCount() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("published"))) {
            return (int) files.count();
        }
    }
}
