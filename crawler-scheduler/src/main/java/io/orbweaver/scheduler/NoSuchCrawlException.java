package io.orbweaver.scheduler;

/** No crawl has that id, or it was deleted. */
public final class NoSuchCrawlException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public NoSuchCrawlException(long id) {
        super("There is no crawl " + id + ".");
    }
}
