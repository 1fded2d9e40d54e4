package org.bacalhau.node.executor.wasm;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;

/** What the kernels among the fixtures must come to, computed here. */
final class Patterns {

    private Patterns() {}

    static String sha256OfMegabyte() {
        byte[] pattern = new byte[65_536];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) (i * 7 + (i >> 8));
        }
        Hasher hasher = Hashing.sha256().newHasher();
        for (int i = 0; i < 16; i++) {
            hasher.putBytes(pattern);
        }
        return hasher.hash().toString();
    }

    static long sumOfProduct(int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                long row = 0;
                for (int j = 0; j < n; j++) {
                    row += (k * n + j) % 13;
                }
                sum += (i * n + k) % 17 * row;
            }
        }
        return sum;
    }
}
