package io.orbweaver.crawl;

/** Why a URL is not fetched although nothing failed, by its name in counts, logs and {@code explain}. */
public enum Exclusion {
    SCOPE("scope"),
    DEPTH("depth"),
    ROBOTS("robots"),
    NOFOLLOW("nofollow"),
    /** A budget of the crawl or of its host is used up. */
    LIMIT("limit"),
    TRAP("trap"),
    /** A politeness rule says {@code blocked}. */
    BLOCKED("blocked");

    private final String label;

    Exclusion(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
