package org.bacalhau.node.http.result;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** From how far away an address can be reached, the nearest first. */
enum Reach {
    /** From the same machine. */
    MACHINE,
    /** From the same private network. */
    NETWORK,
    /** From everywhere. */
    WORLD;

    /** Returns how far an address reaches. */
    static Reach of(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return MACHINE;
        }
        return address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || isShared(address)
                        || isUniqueLocal(address)
                ? NETWORK
                : WORLD;
    }

    /** Returns how far the host of a URL reaches. That of a name is not looked up: it is made to be known to others. */
    static Reach ofHost(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return MACHINE;
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetAddresses.isInetAddress(bare) ? of(InetAddresses.forString(bare)) : WORLD;
    }

    // Of a provider's customers: 100.64.0.0/10.
    private static boolean isShared(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
    }

    // fc00::/7, which Java does not know.
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }
}
