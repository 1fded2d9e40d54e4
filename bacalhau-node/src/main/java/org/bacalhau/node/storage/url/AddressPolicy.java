package org.bacalhau.node.storage.url;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Decides which addresses may be connected to: public ones, and networks the operator allows. Immutable. */
final class AddressPolicy {
    // The special-purpose registries of IANA, and one address that a cloud uses for its own metadata.
    private static final List<AddressBlock> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(AddressBlock::parse)
            .toList();

    private static final AddressBlock MAPPED = new AddressBlock(mappedPrefix(), 96);
    private static final AddressBlock TRANSLATED = AddressBlock.parse("64:ff9b::/96");
    private static final int IPV4_BYTES = 4;

    private final List<AddressBlock> allowed;

    /** Creates a policy that allows these networks besides public addresses. */
    AddressPolicy(List<String> allowedNetworks) {
        this.allowed = allowedNetworks.stream().map(AddressBlock::parse).toList();
    }

    /** Tells whether a job may make the node connect to {@code address}. */
    boolean allows(InetAddress address) {
        InetAddress meant = unwrap(address);
        return isIn(allowed, address) || isIn(allowed, meant) || !isIn(NOT_PUBLIC, address) && !isIn(NOT_PUBLIC, meant);
    }

    private static boolean isIn(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /** Returns the IPv4 address that an IPv6 address reaches by way of a translator or tunnel, otherwise itself. */
    private static InetAddress unwrap(InetAddress address) {
        if (!(address instanceof Inet6Address ipv6)) {
            return address;
        }
        if (MAPPED.contains(ipv6) || TRANSLATED.contains(ipv6)) {
            return lastFourBytes(ipv6);
        }
        return InetAddresses.is6to4Address(ipv6) ? InetAddresses.get6to4IPv4Address(ipv6) : address;
    }

    private static Inet4Address lastFourBytes(Inet6Address address) {
        byte[] bytes = address.getAddress();
        return InetAddresses.fromInteger(
                Ints.fromByteArray(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)));
    }

    private static InetAddress mappedPrefix() {
        byte[] prefix = new byte[16];
        prefix[10] = (byte) 0xFF;
        prefix[11] = (byte) 0xFF;
        try {
            // The plain factory would turn it into an IPv4 address.
            return Inet6Address.getByAddress(null, prefix, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
