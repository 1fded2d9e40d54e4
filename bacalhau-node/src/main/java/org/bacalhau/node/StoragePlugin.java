package org.bacalhau.node;

import java.util.List;
import org.bacalhau.core.NodePlugin;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.node.storage.inline.InlineStorage;
import org.bacalhau.node.storage.local.AllowedPath;
import org.bacalhau.node.storage.local.LocalDirectoryStorage;
import org.bacalhau.node.storage.url.UrlStorage;
import org.bacalhau.node.storage.url.UrlStorageConfig;

/** Contributes the input sources {@code inline}, {@code localDirectory} and {@code urlDownload}. */
public final class StoragePlugin implements NodePlugin {
    private final List<AllowedPath> allowedPaths;
    private final UrlStorageConfig urls;

    /** Contributes the sources with their defaults: no directory of the host is allowed. */
    public StoragePlugin() {
        this(List.of(), UrlStorageConfig.DEFAULT);
    }

    /**
     * Contributes the sources.
     *
     * @param allowedPaths directories and files of the host that jobs may read, or write where the entry says so
     * @param urls limits of downloads
     */
    public StoragePlugin(List<AllowedPath> allowedPaths, UrlStorageConfig urls) {
        this.allowedPaths = List.copyOf(allowedPaths);
        this.urls = urls;
    }

    @Override
    public List<StorageProvider> storageProviders() {
        return List.of(new InlineStorage(), new LocalDirectoryStorage(allowedPaths), new UrlStorage(urls));
    }
}
