package org.bacalhau.node.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.http.auth.AuthMethod.Outcome.Known;
import org.bacalhau.node.http.route.Refusal;
import org.bouncycastle.crypto.generators.SCrypt;

/** Users with passwords, of which only scrypt hashes are kept (cli-config-auth.md §15.3). Safe for any thread. */
final class PasswordUsers {
    private static final int COST = 32_768;
    private static final int BLOCK = 8;
    private static final int PARALLEL = 1;
    private static final int HASH_BYTES = 32;
    private static final int LONGEST_PASSWORD = 1_024;

    // A hash takes 32 MiB and a tenth of a second on purpose; more than these at a time would let strangers use up
    // both.
    private static final int HASHES_AT_A_TIME = 2;
    private static final long PATIENCE_SECONDS = 5;

    // For names that are not known, so that the time tells nothing.
    private static final User NOBODY = new User(new byte[HASH_BYTES], new byte[HASH_BYTES], Map.of());

    private final Map<String, User> users;
    private final Semaphore hashing = new Semaphore(HASHES_AT_A_TIME);

    /** One user. Arrays are never changed. */
    static final class User {
        private final byte[] hash;
        private final byte[] salt;
        private final Map<String, Integer> rights;

        private User(byte[] hash, byte[] salt, Map<String, Integer> rights) {
            this.hash = hash;
            this.salt = salt;
            this.rights = Map.copyOf(rights);
        }

        /**
         * Creates a user.
         *
         * @param hash base64 of the scrypt hash: N 32768, r 8, p 1, 32 bytes
         * @param salt base64 of the salt
         * @throws IllegalArgumentException if these are none
         */
        static User of(String hash, String salt, Map<String, Integer> rights) {
            byte[] bytes = Base64.getDecoder().decode(hash);
            if (bytes.length != HASH_BYTES) {
                throw new IllegalArgumentException("the hash has " + bytes.length + " bytes instead of " + HASH_BYTES);
            }
            return new User(bytes, Base64.getDecoder().decode(salt), rights);
        }
    }

    PasswordUsers(Map<String, User> users) {
        this.users = Map.copyOf(users);
    }

    /**
     * Tells who gives a name and a password; empty for nobody.
     *
     * @throws Refusal if too many try at the same time
     */
    Optional<Known> check(String name, String password) {
        User user = users.getOrDefault(name, NOBODY);
        byte[] given = hash(password.substring(0, Math.min(password.length(), LONGEST_PASSWORD)), user.salt);
        boolean right = MessageDigest.isEqual(user.hash, given) & password.length() <= LONGEST_PASSWORD;
        return right && user != NOBODY ? Optional.of(new Known(name, user.rights)) : Optional.empty();
    }

    private byte[] hash(String password, byte[] salt) {
        try {
            if (!hashing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            byte[] text = password.getBytes(StandardCharsets.UTF_8);
            byte[] hash = SCrypt.generate(text, salt, COST, BLOCK, PARALLEL, HASH_BYTES);
            Arrays.fill(text, (byte) 0);
            return hash;
        } finally {
            hashing.release();
        }
    }

    private static Refusal busy() {
        return Refusal.of(
                ErrorCode.RESOURCE_EXHAUSTED, "too many try to log in at the same time", "try again in a few seconds");
    }
}
