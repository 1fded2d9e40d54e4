package org.bacalhau.node.http.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
    @Test
    void anAddressThatIsListenedOnIsTheOneToUse() throws Exception {
        assertThat(ListenAddress.of("http", "127.0.0.1", 80)).hasToString("http://127.0.0.1:80");
        assertThat(ListenAddress.of("http", "::1", 80)).hasToString("http://[::1]:80");
        assertThat(ListenAddress.of("http", "localhost", 80)).hasToString("http://localhost:80");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::"})
    void allAddressesAreNone(String host) throws Exception {
        assertThat(InetAddresses.forUriString(
                                ListenAddress.of("https", host, 80).getHost())
                        .isAnyLocalAddress())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1 10.0.0.1            | 10.0.0.1
            10.0.0.1 192.168.0.1          | 10.0.0.1
            10.0.0.1 8.8.8.8              | 8.8.8.8
            10.0.0.1 fd00::1              | 10.0.0.1
            fd00::1 10.0.0.1              | 10.0.0.1
            169.254.0.1 127.0.0.1         | 127.0.0.1
            10.0.0.1 2001:4860::8888      | 2001:4860::8888
            """)
    void theBestOfSeveralIsTheOneThatMostReach(String addresses, String best) {
        assertThat(ListenAddress.best(Arrays.stream(addresses.split(" "))
                        .map(InetAddresses::forString)
                        .toList()))
                .isEqualTo(InetAddresses.forString(best));
    }
}
