package org.bacalhau.node.storage.url;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.storage.StorageProviderContract;
import org.junit.jupiter.api.AfterEach;

class UrlStorageContractTest extends StorageProviderContract {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger served = new AtomicInteger();
    private final TestServer server;

    UrlStorageContractTest() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Override
    protected StorageProvider open() {
        return new UrlStorage(UrlStorageConfig.DEFAULT.withAllowedNetworks(List.of("127.0.0.1")));
    }

    @Override
    protected SpecConfig sourceOfFile(String content) {
        String path = "/" + served.incrementAndGet() + "/file";
        server.serve(path, content);
        return source(path);
    }

    @Override
    protected Optional<SpecConfig> missing() {
        return Optional.of(source("/missing"));
    }

    @Override
    protected Optional<SpecConfig> endless() {
        server.on("/endless", (exchange, number) -> {
            TestServer.sendPart(exchange, "0123456789", 0, 4);
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return Optional.of(source("/endless"));
    }

    @Override
    protected SpecConfig faulty() {
        return SpecConfig.of("urlDownload").with("URL", "ftp://host/file");
    }

    private SpecConfig source(String path) {
        return SpecConfig.of("urlDownload").with("URL", server.url(path));
    }
}
