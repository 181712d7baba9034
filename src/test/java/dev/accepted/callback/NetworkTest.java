package dev.accepted.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:a00:1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsKnown(String literal) {
        assertThat(Network.isPublic(address(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "223.255.255.255",
                "2606:2800:220:1::1",
                "2a00:1450:4001::1",
                "::ffff:1.1.1.1"
            })
    void whatIsPublicIsNotRefused(String literal) {
        assertThat(Network.isPublic(address(literal))).isTrue();
    }

    @Test
    void aNetworkHasTheAddressesThatBeginLikeIt() {
        Network ten = Network.parse("10.32.0.0/11");
        assertThat(ten.contains(address("10.32.0.0"))).isTrue();
        assertThat(ten.contains(address("10.63.255.255"))).isTrue();
        assertThat(ten.contains(address("10.64.0.0"))).isFalse();
        assertThat(ten.contains(address("::1"))).isFalse();
        assertThat(Network.parse("0.0.0.0/0").contains(address("8.8.8.8"))).isTrue();
        assertThat(Network.parse("::1").contains(address("::1"))).isTrue();
        assertThat(Network.parse("::1").contains(address("::2"))).isFalse();
        assertThat(Network.parse("fd00::/8").contains(address("fdff::1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "010.0.0.1",
                "0x7f.1",
                "2130706433",
                "256.1.1.1",
                "1.2.3.4/x",
                "::1/129",
                "fe80::1%eth0",
                ":::"
            })
    void whatIsNoNetworkIsRefusedAndNobodyIsAsked(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
