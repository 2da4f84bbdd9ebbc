package io.orbweaver.crawl;

/** Why a URL is not fetched although nothing failed, by its name in counts, logs and {@code explain}. */
public enum Exclusion implements Coded {
    SCOPE("scope", 0),
    DEPTH("depth", 1),
    ROBOTS("robots", 2),
    NOFOLLOW("nofollow", 3),
    /** A budget of the crawl or of its host is used up. */
    LIMIT("limit", 4),
    TRAP("trap", 5),
    /** A politeness rule says {@code blocked}. */
    BLOCKED("blocked", 6);

    private final String label;
    private final int code;

    Exclusion(String label, int code) {
        this.label = label;
        this.code = code;
    }

    public String label() {
        return label;
    }

    @Override
    public int code() {
        return code;
    }
}
