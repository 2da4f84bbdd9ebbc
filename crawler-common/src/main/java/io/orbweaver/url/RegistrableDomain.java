package io.orbweaver.url;

import crawlercommons.domains.EffectiveTldFinder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the registrable domain of a host by the Public Suffix List (publicsuffix.org/list, section "Algorithm"), its
 * private section included. Stateless, safe in any thread; takes about a microsecond, the first call reads the list.
 */
final class RegistrableDomain {
    static {
        // The library sets its one instance up without a lock; a class is set up by one thread.
        EffectiveTldFinder.getInstance();
    }

    private RegistrableDomain() {}

    /** Returns the registrable domain of a host in normal form, or the host itself where it has none. */
    static String of(String host) {
        int lastDot = host.lastIndexOf('.');
        if (lastDot < 0 || isAddress(host)) {
            return host;
        }
        @Nullable String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
        if (domain != null) {
            return domain;
        }
        if (EffectiveTldFinder.getEffectiveTLD(host, false) != null) {
            return host;
        }
        // "If no rules match, the prevailing rule is *": the last label is the suffix.
        return host.substring(host.lastIndexOf('.', lastDot - 1) + 1);
    }

    /** Tells addresses from names, whose last label in normal form is never a number. */
    private static boolean isAddress(String host) {
        return host.charAt(0) == '[' || Ipv4Address.endsInNumber(host);
    }
}
