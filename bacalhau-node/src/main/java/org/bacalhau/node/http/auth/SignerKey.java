package org.bacalhau.node.http.auth;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** The public RSA key of a client, by which others know it and check what it signed (http-api.md §6.3). Immutable. */
public final class SignerKey {
    private static final int LARGEST_KEY_BITS = 16_384;
    private static final int SMALLEST_KEY_BITS = 1_024;
    // What comes before a key of PKCS#1 to make it one that Java reads: the algorithm, and "no parameters".
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private final RSAPublicKey key;

    private SignerKey(RSAPublicKey key) {
        this.key = key;
    }

    /**
     * Reads a key.
     *
     * @param pkcs1 the key in its PKCS#1 form
     * @throws GeneralSecurityException if it is none, or too short or long
     */
    public static SignerKey ofPkcs1(byte[] pkcs1) throws GeneralSecurityException {
        ByteArrayOutputStream bits = new ByteArrayOutputStream();
        bits.write(0); // no unused bits
        bits.writeBytes(pkcs1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ALGORITHM);
        content.writeBytes(element(0x03, bits.toByteArray()));
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(element(0x30, content.toByteArray())));
        RSAPublicKey rsa = (RSAPublicKey) key;
        int size = rsa.getModulus().bitLength();
        if (size < SMALLEST_KEY_BITS || size > LARGEST_KEY_BITS) {
            throw new GeneralSecurityException(
                    "key of " + size + " bits; use " + SMALLEST_KEY_BITS + " to " + LARGEST_KEY_BITS);
        }
        return new SignerKey(rsa);
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - sign);
            out.write(length, sign, length.length - sign);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Tells whether this is a PKCS#1 v1.5 signature, made with this key, over the SHA-256 of the message. */
    public boolean hasSigned(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns the id of the key's owner: lower-case hexadecimal SHA-256 of the modulus. */
    public String clientId() {
        byte[] modulus = key.getModulus().toByteArray();
        int sign = modulus[0] == 0 ? 1 : 0;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(modulus, sign, modulus.length - sign);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
