package org.bacalhau.node.storage.inline;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bacalhau.client.archive.TarGz;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.storage.StorageProviderContract;

class InlineStorageContractTest extends StorageProviderContract {
    @Override
    protected StorageProvider open() {
        return new InlineStorage();
    }

    @Override
    protected SpecConfig sourceOfFile(String content) {
        return InlineData.source(InlineData.encode(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected Optional<SpecConfig> sourceOfDirectory(Map<String, String> files) {
        TarGz archive = new TarGz();
        new TreeMap<>(files).forEach(archive::file);
        return Optional.of(InlineData.source(DataUrl.format(DataUrl.ARCHIVE_TYPE, archive.bytes())));
    }

    @Override
    protected SpecConfig faulty() {
        return InlineData.source("data:text/plain;base64,#");
    }
}
