package io.orbweaver.parse;

import io.orbweaver.fetch.HeaderFields;
import io.orbweaver.url.Url;

/** Chooses how a body is read. Stateless; safe for any thread. */
public final class PageParsers {

    private PageParsers() {}

    /**
     * Returns the parser for one answer: HTML and XHTML are read, and feeds, which any XML may turn out to be. All else
     * is not (its parser answers {@link ParsedPage#NOTHING}). Where the Content-Type field is missing or names no media
     * type, the first bytes decide whether it is HTML.
     *
     * @param url what relative references start from: the URL that answered
     * @param agentToken the robots token of our user agent, for meta elements that name it
     */
    public static PageParser open(Url url, HeaderFields headers, String agentToken) {
        ContentType type = ContentType.parse(headers.first("content-type"));
        if (type == null) {
            return new SniffingPageParser(new JsoupPageParser(url, null, false, agentToken));
        }
        if (type.html()) {
            return new JsoupPageParser(url, type.charset(), type.xhtml(), agentToken);
        }
        return type.xml() ? new FeedParser(url, type.charset()) : new IgnoringPageParser();
    }
}
