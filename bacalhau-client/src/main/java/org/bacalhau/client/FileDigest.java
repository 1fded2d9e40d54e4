package org.bacalhau.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;

/** The SHA-256 of a file as it comes in, and what it should be. Confined to the thread that downloads. */
final class FileDigest {
    // RFC 9530 puts colons around the base64, the older "Digest" does not.
    private static final Pattern IN_HEADER = Pattern.compile("(?i)sha-256=:?([A-Za-z0-9+/]{43}=):?");

    private final MessageDigest digest;
    private String expected;

    /**
     * Creates the digest of nothing.
     *
     * @param expected what it should be in the end, in base64; empty if that is not known
     */
    FileDigest(String expected) {
        this.expected = expected;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Begins again. */
    void restart() {
        digest.reset();
    }

    void add(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
    }

    /** Notes what the server says about the whole file, unless more is known already. */
    void note(Response response) {
        if (!expected.isEmpty()) {
            return;
        }
        for (String name : new String[] {"Repr-Digest", "Digest"}) {
            Matcher found = IN_HEADER.matcher(response.header(name, ""));
            if (found.find()) {
                expected = found.group(1);
                return;
            }
        }
        String amazon = response.header("x-amz-checksum-sha256", "");
        if (amazon.indexOf('-') < 0) {
            expected = amazon;
        }
    }

    boolean isKnown() {
        return !expected.isEmpty();
    }

    /** Tells whether the file is what it should be, or that is not known. Ends the digest. */
    boolean matches() {
        if (expected.isEmpty()) {
            return true;
        }
        try {
            return Arrays.equals(digest.digest(), Base64.getDecoder().decode(expected));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
