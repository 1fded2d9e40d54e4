package org.bacalhau.node.storage.url;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Arrays;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;

/**
 * A network as {@code address/length}. Immutable.
 *
 * @param network an address of it
 * @param prefixBits how many leading bits its addresses share
 */
record AddressBlock(InetAddress network, int prefixBits) {

    /**
     * Reads a network such as {@code 10.0.0.0/8}, or one address.
     *
     * @throws BacalhauException {@code INVALID_ARGUMENT} if it is none
     */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network = InetAddresses.forString((slash < 0 ? text : text.substring(0, slash)).trim());
            int longest = network.getAddress().length * 8;
            int bits = slash < 0
                    ? longest
                    : Integer.parseInt(text.substring(slash + 1).trim());
            if (bits >= 0 && bits <= longest) {
                return new AddressBlock(network, bits);
            }
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static BacalhauException invalid(String text) {
        return BacalhauException.of(
                ErrorCode.INVALID_ARGUMENT,
                "\"" + text + "\" is no network",
                "write it as address/length, such as 10.0.0.0/8 or fd00::/8");
    }

    /** Tells whether the address, of the same IP version, lies in this network. */
    boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int wholeBytes = prefixBits / 8;
        if (!Arrays.equals(own, 0, wholeBytes, other, 0, wholeBytes)) {
            return false;
        }
        int restBits = prefixBits % 8;
        return restBits == 0 || (own[wholeBytes] ^ other[wholeBytes]) >> (8 - restBits) == 0;
    }
}
