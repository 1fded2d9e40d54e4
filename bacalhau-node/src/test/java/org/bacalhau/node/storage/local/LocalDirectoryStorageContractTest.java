package org.bacalhau.node.storage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.storage.StorageProviderContract;
import org.bacalhau.core.testing.FileTrees;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoryStorageContractTest extends StorageProviderContract {
    @TempDir
    private Path data;

    @Override
    protected StorageProvider open() {
        return new LocalDirectoryStorage(List.of(AllowedPath.parse(data + "/*")));
    }

    @Override
    protected SpecConfig sourceOfFile(String content) throws IOException {
        return LocalDirectoryStorage.readOnly(Files.writeString(data.resolve("file"), content));
    }

    @Override
    protected Optional<SpecConfig> sourceOfDirectory(Map<String, String> files) {
        return Optional.of(LocalDirectoryStorage.readOnly(FileTrees.write(data.resolve("tree"), files)));
    }

    @Override
    protected Optional<SpecConfig> missing() {
        return Optional.of(LocalDirectoryStorage.readWrite(data.resolve("missing")));
    }

    @Override
    protected SpecConfig faulty() {
        return SpecConfig.of("localDirectory").with("SourcePath", "relative");
    }
}
