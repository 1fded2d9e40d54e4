package org.bacalhau.client;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The RSA key by which nodes know a user (http-api.md §6.3). Immutable and safe for any thread. Its file, {@code
 * user_id.pem}, is the same as the original's.
 */
public final class ClientKey {
    private static final int BITS = 2048;
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final int LARGEST_FILE = 64 * 1024;

    private final RSAPrivateCrtKey key;

    private ClientKey(RSAPrivateCrtKey key) {
        this.key = key;
    }

    /** Makes a new key. */
    public static ClientKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new ClientKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /**
     * Reads a key from a PEM file (PKCS#1 or PKCS#8).
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if the file holds no such key
     */
    public static ClientKey read(Path pem) {
        try {
            if (Files.size(pem) > LARGEST_FILE) {
                throw unusable(pem, "it is too large", null);
            }
            return new ClientKey(parse(Files.readString(pem, StandardCharsets.US_ASCII)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw unusable(pem, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads a key, or makes one and writes it, for its owner's eyes only, if there is no such file. */
    public static ClientKey readOrCreate(Path pem) {
        if (Files.exists(pem)) {
            return read(pem);
        }
        ClientKey created = generate();
        try {
            PrivateFiles.replace(pem, created.pem().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unusable(pem, String.valueOf(e.getMessage()), e);
        }
        return created;
    }

    private static BacalhauException unusable(Path pem, String problem, @Nullable Throwable cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "key file " + pem + " cannot be used: " + problem,
                        "name a file with an RSA private key in PEM form, or one that does not exist yet"),
                cause);
    }

    private static RSAPrivateCrtKey parse(String pem) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        if (pem.contains("BEGIN " + PKCS1)) {
            List<BigInteger> parts = RsaDer.decode(body(pem, PKCS1));
            if (parts.size() != 9) {
                throw new IllegalArgumentException("it has " + parts.size() + " numbers instead of 9");
            }
            return (RSAPrivateCrtKey) factory.generatePrivate(new RSAPrivateCrtKeySpec(
                    parts.get(1),
                    parts.get(2),
                    parts.get(3),
                    parts.get(4),
                    parts.get(5),
                    parts.get(6),
                    parts.get(7),
                    parts.get(8)));
        }
        PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(body(pem, PKCS8)));
        return (RSAPrivateCrtKey) key;
    }

    private static byte[] body(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("it has no block " + label);
        }
        return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    }

    private String pem() {
        byte[] der = RsaDer.encode(List.of(
                BigInteger.ZERO,
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient()));
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + PKCS1 + "-----\n" + body + "\n-----END " + PKCS1 + "-----\n";
    }

    /** Returns the id by which nodes know the user: the SHA-256 of the key's modulus, in hexadecimal. */
    public String clientId() {
        return idOf(key.getModulus());
    }

    /** Returns the pair itself, for a node that signs its tokens with it; whoever has it can pass for the user. */
    public KeyPair keyPair() {
        try {
            PublicKey open = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new KeyPair(open, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    static String idOf(BigInteger modulus) {
        byte[] bytes = modulus.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, sign, bytes.length - sign);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Returns the public key in its PKCS#1 form. */
    byte[] publicKey() {
        return RsaDer.encode(List.of(key.getModulus(), key.getPublicExponent()));
    }

    /** Returns the PKCS#1 v1.5 signature over the SHA-256 of a phrase. */
    byte[] sign(byte[] phrase) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(phrase);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the client's key", e);
        }
    }

    /** Returns the client's id; the key itself is nobody's business. */
    @Override
    public String toString() {
        return "ClientKey[" + clientId() + "]";
    }
}
