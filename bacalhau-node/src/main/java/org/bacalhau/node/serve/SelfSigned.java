package org.bacalhau.node.serve;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate that a node makes for itself. Stateless. It is kept, so that clients that were told to trust its file need
 * not be told again at every start.
 */
final class SelfSigned {
    static final String FILE = "self_signed.crt";

    private static final Duration LIFE = Duration.ofDays(365);
    private static final Duration SPARE = Duration.ofDays(30);
    private static final int SERIAL_BITS = 127;
    private static final String PEM_LABEL = "CERTIFICATE-----\n";

    private SelfSigned() {}

    /** Returns the certificate of earlier starts if it still serves, else a new one. */
    static X509Certificate readOrMake(Path directory, String host, KeyPair key) {
        Path file = directory.resolve(FILE);
        Set<String> names = names(host);
        try {
            if (Files.exists(file)) {
                X509Certificate kept = ServerTls.certificates(file).get(0);
                if (serves(kept, names, key)) {
                    return kept;
                }
            }
            X509Certificate made = make(names, key, Instant.now());
            PrivateFiles.write(file, pem(made));
            return made;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw ServerTls.unusable("certificate " + file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    // Whoever listens on all addresses is reached by names that cannot be told from here.
    private static Set<String> names(String host) {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1"));
        names.add(host);
        return names;
    }

    private static boolean serves(X509Certificate certificate, Set<String> names, KeyPair key)
            throws GeneralSecurityException {
        Set<String> covered = new TreeSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            alternatives.forEach(alternative -> covered.add(String.valueOf(alternative.get(1))));
        }
        return covered.containsAll(names)
                && certificate.getPublicKey().equals(key.getPublic())
                && certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(SPARE));
    }

    private static X509Certificate make(Set<String> names, KeyPair key, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name self = new X500Name("O=Bacalhau,CN=" + names.iterator().next());
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(
                        InetAddresses.isInetAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                self,
                new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofHours(1))), // clocks differ
                Date.from(now.plus(LIFE)),
                self,
                key.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate())));
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN " + PEM_LABEL
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END " + PEM_LABEL;
    }
}
