package io.orbweaver.url;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A host in normal form with what is derived from its name alone. Immutable, safe in any thread; URLs of one host share
 * it as far as {@link HostCache} remembers it.
 */
final class Host {
    private final String name;
    private final long hash;

    // Set by the first caller. Threads that race compute the same, and a record may be published without a lock.
    private @Nullable Domain domain;

    private record Domain(String name, long hash) {}

    private Host(String name) {
        this.name = name;
        this.hash = Sha256.first8Bytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the host of a name in normal form. */
    static Host of(String name) {
        Host known = HostCache.SHARED.find(name);
        if (known != null) {
            return known;
        }
        Host host = new Host(name);
        byte[] written = name.getBytes(StandardCharsets.US_ASCII);
        HostCache.SHARED.put(written, HostCache.hash(written, 0, written.length), host);
        return host;
    }

    String name() {
        return name;
    }

    long hash() {
        return hash;
    }

    String domain() {
        return registrable().name;
    }

    long domainHash() {
        return registrable().hash;
    }

    private Domain registrable() {
        Domain known = domain;
        if (known == null) {
            String registrable = RegistrableDomain.of(name);
            known = new Domain(registrable, Shards.hash(registrable));
            domain = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Host host && hash == host.hash && name.equals(host.name);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return name;
    }
}
