package org.bacalhau.node.storage.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.util.List;
import org.bacalhau.core.model.BacalhauException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy policy = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.8.8",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:c0a8:101::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void refusesAddressesThatAreNotPublic(String address) {
        assertThat(policy.allows(InetAddresses.forString(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
            })
    void allowsPublicAddresses(String address) {
        assertThat(policy.allows(InetAddresses.forString(address))).isTrue();
    }

    @Test
    void looksThroughMappedAddresses() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        mapped[12] = 127;
        mapped[15] = 1;

        assertThat(policy.allows(Inet6Address.getByAddress(null, mapped, -1))).isFalse();
    }

    @Test
    void allowsTheOperatorsNetworksBesides() {
        AddressPolicy own = new AddressPolicy(List.of("10.1.0.0/16", "fd12::/16", "192.168.7.7"));

        assertThat(own.allows(InetAddresses.forString("10.1.255.1"))).isTrue();
        assertThat(own.allows(InetAddresses.forString("10.2.0.1"))).isFalse();
        assertThat(own.allows(InetAddresses.forString("fd12::1"))).isTrue();
        assertThat(own.allows(InetAddresses.forString("fd13::1"))).isFalse();
        assertThat(own.allows(InetAddresses.forString("192.168.7.7"))).isTrue();
        assertThat(own.allows(InetAddresses.forString("192.168.7.8"))).isFalse();
        assertThat(own.allows(InetAddresses.forString("1.1.1.1"))).isTrue();
        assertThat(new AddressPolicy(List.of("0.0.0.0/0")).allows(InetAddresses.forString("127.0.0.1")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8", "fd00::/129"})
    void refusesNetworksThatAreNone(String network) {
        assertThatExceptionOfType(BacalhauException.class)
                .isThrownBy(() -> UrlStorageConfig.DEFAULT.withAllowedNetworks(List.of(network)))
                .withMessageContaining("\"" + network + "\"");
    }
}
