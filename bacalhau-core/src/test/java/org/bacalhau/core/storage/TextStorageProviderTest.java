package org.bacalhau.core.storage;

import java.util.Optional;
import org.bacalhau.core.model.SpecConfig;

class TextStorageProviderTest extends StorageProviderContract {
    @Override
    protected StorageProvider open() {
        return new TextStorageProvider();
    }

    @Override
    protected SpecConfig sourceOfFile(String content) {
        return TextStorageProvider.source(content);
    }

    @Override
    protected Optional<SpecConfig> missing() {
        return Optional.of(TextStorageProvider.source("").with("Missing", true));
    }

    @Override
    protected Optional<SpecConfig> endless() {
        return Optional.of(TextStorageProvider.source("").with("Endless", true));
    }

    @Override
    protected SpecConfig faulty() {
        return SpecConfig.of(TextStorageProvider.TYPE);
    }
}
