package org.bacalhau.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are trusted. Immutable.
 *
 * @param manager decides; null for the JDK's own
 * @param anyHost whether a certificate may belong to another host
 */
record Trust(@Nullable X509TrustManager manager, boolean anyHost) {
    static final Trust OF_THE_JDK = new Trust(null, false);
    static final Trust OF_ANYBODY = new Trust(new Anybody(), true);

    /**
     * Trusts only what the certificates of a PEM file have signed (http-api.md §19.1).
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if the file holds none
     */
    static Trust ofCertificates(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            if (count == 0) {
                throw unusable(pem, "it holds no certificate", null);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new Trust((X509TrustManager) factory.getTrustManagers()[0], false);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem, String.valueOf(e.getMessage()), e);
        }
    }

    private static BacalhauException unusable(Path pem, String problem, @Nullable Throwable cause) {
        return new BacalhauException(
                Failure.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "CA certificate file " + pem + " cannot be used: " + problem,
                        "name a file with certificates in PEM form"),
                cause);
    }

    OkHttpClient.Builder applyTo(OkHttpClient.Builder builder) {
        if (manager == null) {
            return builder;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            builder.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
        return anyHost ? builder.hostnameVerifier((host, session) -> true) : builder;
    }

    /** For tests of one's own node with a certificate that nobody signed; the user has asked for it by name. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
