package org.bacalhau.node.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bacalhau.client.ClientKey;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.node.config.NodeConfig;
import org.bacalhau.node.config.ServerKeys;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/** Makes what a server needs for https (cli-config-auth.md §16). Stateless. */
final class ServerTls {
    private ServerTls() {}

    /**
     * Returns the context for the certificate that is set, or for one of the node's own; empty for http.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if only one of certificate and key is set, or one cannot be used
     */
    static Optional<SSLContext> of(NodeConfig config, Path dataDirectory, ClientKey key) {
        Optional<Path> certificate = config.get(ServerKeys.CERTIFICATE);
        Optional<Path> privateKey = config.get(ServerKeys.CERTIFICATE_KEY);
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw BacalhauException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    certificate.isPresent()
                            ? "invalid config: TLS cert specified without corresponding private key"
                            : "invalid config: private key specified without corresponding TLS certificate",
                    "set both " + ServerKeys.CERTIFICATE + " and " + ServerKeys.CERTIFICATE_KEY);
        }
        if (certificate.isPresent() && privateKey.isPresent()) {
            return Optional.of(fromFiles(certificate.get(), privateKey.get()));
        }
        if (config.get(ServerKeys.SELF_SIGNED)) {
            X509Certificate own = SelfSigned.readOrMake(dataDirectory, config.get(ServerKeys.HOST), key.keyPair());
            return Optional.of(context(key.keyPair().getPrivate(), List.of(own)));
        }
        return Optional.empty();
    }

    private static SSLContext fromFiles(Path certificate, Path key) {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey privateKey = privateKey(key);
        if (!belongTogether(privateKey, chain.get(0).getPublicKey())) {
            throw unusable("private key " + key, "it does not belong to the certificate in " + certificate, null);
        }
        return context(privateKey, chain);
    }

    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> chain = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(found -> chain.add((X509Certificate) found));
            if (chain.isEmpty()) {
                throw unusable("certificate " + file, "the file holds none", null);
            }
            return chain;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("certificate " + file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file) {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
                PEMParser parser = new PEMParser(reader)) {
            // A file may begin with the parameters of an elliptic curve.
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return converter.getKeyPair(pair).getPrivate();
                }
                if (found instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
            throw unusable("private key " + file, "the file holds none, or one with a password", null);
        } catch (IOException e) {
            throw unusable("private key " + file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        String algorithm = privateKey.getAlgorithm().startsWith("EC")
                ? "SHA256withECDSA"
                : privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : privateKey.getAlgorithm();
        byte[] text = {1, 2, 3};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(text);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(text);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SSLContext context(PrivateKey key, List<X509Certificate> chain) {
        char[] noPassword = {};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, noPassword, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable("certificate " + chain.get(0).getSubjectX500Principal(), String.valueOf(e.getMessage()), e);
        }
    }

    static BacalhauException unusable(String what, String problem, @Nullable Throwable cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.INVALID_ARGUMENT,
                        what + " cannot be used: " + problem,
                        "name PEM files with a certificate and its key, or set " + ServerKeys.SELF_SIGNED),
                cause);
    }
}
