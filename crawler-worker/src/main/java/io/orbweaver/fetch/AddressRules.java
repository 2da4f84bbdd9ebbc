package io.orbweaver.fetch;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a crawler of the public web must not connect to. A page can name any host and a name can point to any
 * address, so this is asked about the very address that is about to be connected to. Immutable, safe for any thread.
 *
 * <p>Source: the IANA special-purpose address registries (RFC 6890) and the prefixes that carry an IPv4 address inside
 * an IPv6 one (RFC 4291, 6052, 3056), which are judged by what they carry.
 */
final class AddressRules {
    private static final List<Range> REFUSED = List.of(
            range("0.0.0.0", 8, "unspecified"),
            range("10.0.0.0", 8, "private"),
            range("100.64.0.0", 10, "carrier-grade NAT"),
            range("127.0.0.0", 8, "loopback"),
            range("169.254.0.0", 16, "link-local"),
            range("172.16.0.0", 12, "private"),
            range("192.0.0.0", 24, "protocol assignment"),
            range("192.0.2.0", 24, "documentation"),
            range("192.88.99.0", 24, "relay"),
            range("192.168.0.0", 16, "private"),
            range("198.18.0.0", 15, "benchmarking"),
            range("198.51.100.0", 24, "documentation"),
            range("203.0.113.0", 24, "documentation"),
            range("224.0.0.0", 4, "multicast"),
            range("255.255.255.255", 32, "broadcast"),
            range("240.0.0.0", 4, "reserved"),
            range("::", 128, "unspecified"),
            range("::1", 128, "loopback"),
            range("64:ff9b:1::", 48, "local translation"),
            range("100::", 64, "discard"),
            range("2001::", 32, "Teredo"),
            range("2001:2::", 48, "benchmarking"),
            range("2001:db8::", 32, "documentation"),
            range("3fff::", 20, "documentation"),
            range("5f00::", 16, "segment routing"),
            range("fc00::", 7, "private"),
            range("fe80::", 10, "link-local"),
            range("fec0::", 10, "site-local"),
            range("ff00::", 8, "multicast"));

    /** Prefixes with an IPv4 address inside, and the byte where it begins. */
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(range("::", 96, "IPv4-compatible"), 12),
            new Carrier(range("64:ff9b::", 96, "NAT64"), 12),
            new Carrier(range("2002::", 16, "6to4"), 2));

    private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final boolean allowPrivate;

    AddressRules(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** Returns those that may be connected to, in the order given. */
    List<InetAddress> allowed(List<InetAddress> addresses) {
        if (allowPrivate) {
            return addresses;
        }
        List<InetAddress> allowed = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            if (refusal(address.getAddress()) == null) {
                allowed.add(address);
            }
        }
        return allowed;
    }

    /** Returns what kind of address that is where it must not be connected to, or null where it may. */
    static @Nullable String refusal(byte[] address) {
        byte[] bytes = address;
        if (bytes.length == 16 && startsWith(bytes, MAPPED_PREFIX)) {
            bytes = Arrays.copyOfRange(bytes, 12, 16);
        }
        for (Range range : REFUSED) {
            if (range.contains(bytes)) {
                return range.kind();
            }
        }
        for (Carrier carrier : CARRIERS) {
            if (carrier.range().contains(bytes)) {
                return refusal(Arrays.copyOfRange(bytes, carrier.offset(), carrier.offset() + 4));
            }
        }
        return null;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static Range range(String address, int bits, String kind) {
        return new Range(NetUtil.createByteArrayFromIpAddressString(address), bits, kind);
    }

    private record Carrier(Range range, int offset) {}

    private record Range(byte[] prefix, int bits, String kind) {
        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0;
        }
    }
}
