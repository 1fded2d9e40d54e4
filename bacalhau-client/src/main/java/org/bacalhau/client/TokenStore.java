package org.bacalhau.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the token of each node. Methods may block; they are called from several threads. */
public interface TokenStore {
    /** Returns the token of a node. */
    Optional<String> token(URI base);

    /** Keeps a token, in place of the one before. */
    void save(URI base, String token);

    /** Forgets the token of a node. */
    void remove(URI base);

    /** Returns a store that forgets everything with the process. */
    static TokenStore inMemory() {
        Map<URI, String> tokens = new ConcurrentHashMap<>(); // one for each node the program talks to
        return new TokenStore() {
            @Override
            public Optional<String> token(URI base) {
                return Optional.ofNullable(tokens.get(base));
            }

            @Override
            public void save(URI base, String token) {
                tokens.put(base, token);
            }

            @Override
            public void remove(URI base) {
                tokens.remove(base);
            }
        };
    }

    /**
     * Returns a store in a file that only its owner may read. It has the form of the original's {@code tokens.json}, so
     * that both can use the same file (cli-config-auth.md §15.4).
     */
    static TokenStore file(Path file) {
        return new FileTokenStore(file);
    }
}
