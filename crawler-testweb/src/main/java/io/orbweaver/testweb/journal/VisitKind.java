package io.orbweaver.testweb.journal;

/** What a request asked for, as the synthetic web understood it. */
public enum VisitKind {
    /** One of the pages that make up a host; answered with 200, or at first with 503 where that is asked for. */
    PAGE,
    /** A URL whose content is shared with other URLs. */
    COPY,
    /** A page that robots.txt disallows. */
    PRIVATE,
    /** A linked URL that answers 404. */
    MISSING,
    /** A linked URL that answers 500. */
    BROKEN,
    /** A linked URL that redirects to a page. */
    MOVED,
    ROBOTS,
    SITEMAP,
    /** Anything no page links to: a URL that was resolved or normalized wrongly, or a foreign host name. */
    UNKNOWN
}
