package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static byte[] bytes(String address) {
        return NetUtil.createByteArrayFromIpAddressString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.2.7",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "fec0::1",
                "2001:db8::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "2001::1"
            })
    void addressesOffThePublicWebAreRefused(String address) {
        assertThat(AddressRules.refusal(bytes(address))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.1.1.1",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.1.1",
                "198.17.1.1",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1",
                "64:ff9b::101:101",
                "2002:101:101::1",
                "::ffff:8.8.8.8"
            })
    void addressesOfThePublicWebPass(String address) {
        assertThat(AddressRules.refusal(bytes(address))).isNull();
    }

    @Test
    void onlyTheAllowedOfSeveralRemain() throws Exception {
        InetAddress good = InetAddress.getByName("1.1.1.1");
        InetAddress bad = InetAddress.getByName("127.0.0.1");
        assertThat(new AddressRules(false).allowed(List.of(bad, good))).containsExactly(good);
        assertThat(new AddressRules(true).allowed(List.of(bad, good))).containsExactly(bad, good);
    }
}
