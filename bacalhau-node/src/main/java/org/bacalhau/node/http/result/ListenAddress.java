package org.bacalhau.node.http.result;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out under which address a server that listens can be reached. Stateless. */
final class ListenAddress {
    // Reserved for documentation; nothing is sent there.
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddresses.forString("192.0.2.1"), 9);

    private ListenAddress() {}

    /**
     * Returns the base of a server's URLs.
     *
     * @param scheme http or https
     * @param host the address or name that it listens on; for all addresses of the machine, that of its main network interface
     */
    static URI of(String scheme, String host, int port) throws IOException {
        String reachable = InetAddress.getByName(host).isAnyLocalAddress() ? mainAddress() : host;
        return URI.create(scheme + "://" + HostAndPort.fromParts(reachable, port));
    }

    private static String mainAddress() throws IOException {
        Optional<InetAddress> outward = outward();
        return InetAddresses.toAddrString(outward.isPresent() ? outward.get() : best(addresses()));
    }

    /** Returns the address from which this machine would send to others. */
    private static Optional<InetAddress> outward() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE);
            InetAddress address = socket.getLocalAddress();
            return address.isAnyLocalAddress() || address.isLoopbackAddress() ? Optional.empty() : Optional.of(address);
        } catch (IOException | RuntimeException noRoute) {
            return Optional.empty();
        }
    }

    private static List<InetAddress> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(ListenAddress::addressesIfUp)
                .toList();
    }

    private static Stream<InetAddress> addressesIfUp(NetworkInterface network) {
        try {
            return network.isUp() ? network.inetAddresses() : Stream.empty();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    /** Returns the address that most others reach: of those that reach as far, IPv4 before IPv6, and else the first. */
    static InetAddress best(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> !address.isLinkLocalAddress() && !address.isMulticastAddress())
                .max(Comparator.comparing(Reach::of)
                        .thenComparing(address -> address instanceof Inet4Address)
                        .thenComparing(
                                Comparator.comparingInt(addresses::indexOf).reversed()))
                .orElseGet(InetAddress::getLoopbackAddress);
    }
}
