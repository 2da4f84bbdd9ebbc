package io.orbweaver.testweb.dns;

import java.util.List;

/**
 * How the name server answers for one name.
 *
 * @param addresses IPv4 and IPv6 literals; only for {@link Kind#ADDRESSES} and {@link Kind#CHANGING}
 */
public record NameRule(Kind kind, List<String> addresses) {

    public enum Kind {
        /** All addresses in each answer. */
        ADDRESSES,
        /** Each query for addresses of one family is answered with the next address; the last one stays. */
        CHANGING,
        /** SERVFAIL. */
        SERVER_FAILURE,
        /** NXDOMAIN. */
        UNKNOWN_NAME,
        /** No answer at all. */
        SILENT
    }

    public NameRule {
        addresses = List.copyOf(addresses);
    }

    public static NameRule addresses(String... addresses) {
        return new NameRule(Kind.ADDRESSES, List.of(addresses));
    }

    /** Answers differently from query to query, as an attacker does to get past a check of the address. */
    public static NameRule changing(String... addresses) {
        return new NameRule(Kind.CHANGING, List.of(addresses));
    }

    public static NameRule serverFailure() {
        return new NameRule(Kind.SERVER_FAILURE, List.of());
    }

    public static NameRule unknownName() {
        return new NameRule(Kind.UNKNOWN_NAME, List.of());
    }

    public static NameRule silent() {
        return new NameRule(Kind.SILENT, List.of());
    }
}
