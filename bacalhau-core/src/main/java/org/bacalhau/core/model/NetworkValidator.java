package org.bacalhau.core.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what is wrong with a task's network access (engines-storage-publishers.md §3.7). */
final class NetworkValidator {
    private static final int LONGEST_HOST = 253;
    private static final Pattern HOST =
            Pattern.compile("(\\*?\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");
    private static final Pattern IPV4 =
            Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:][0-9a-f:.]*");

    private final String path;
    private final FaultList faults;

    NetworkValidator(String path, FaultList faults) {
        this.path = path;
        this.faults = faults;
    }

    void check(NetworkConfig network) {
        List<String> domains = network.domains();
        boolean filtered = network.type() == NetworkConfig.Type.HTTP;
        if (filtered && domains.isEmpty()) {
            faults.add(
                    path + ".Domains",
                    "",
                    "invalid networking configuration, at least one domain is required when HTTP networking is enabled",
                    "list the hosts that the task may reach");
        }
        if (!filtered && !domains.isEmpty()) {
            faults.add(
                    path + ".Domains",
                    String.join(",", domains.subList(0, Math.min(domains.size(), 10))),
                    "domains have no effect with network type " + network.type().wireName(),
                    "set the type to HTTP, or remove the domains");
        }
        faults.addIfMore(path + ".Domains", domains.size(), JobLimits.MOST_ENTRIES);
        for (int i = 0; i < domains.size(); i++) {
            String domain = domains.get(i);
            if (!isHost(domain)) {
                faults.add(
                        path + ".Domains[" + i + "]",
                        domain,
                        "invalid domain \"" + JobValidator.shortened(domain) + "\"",
                        "write a host name (example.com), a domain with all below it (.example.com) or an address");
            }
        }
    }

    private static boolean isHost(String domain) {
        if (domain.length() > LONGEST_HOST) {
            return false;
        }
        return HOST.matcher(domain).matches() || isAddress(domain);
    }

    private static boolean isAddress(String text) {
        return IPV4.matcher(text).matches()
                || text.contains(":") && IPV6.matcher(text).matches() && isIpv6(text);
    }

    private static boolean isIpv6(String text) {
        try {
            // A text with a colon is never a name, so the JDK asks no name server.
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
