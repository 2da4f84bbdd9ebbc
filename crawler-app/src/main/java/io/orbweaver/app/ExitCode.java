package io.orbweaver.app;

import io.orbweaver.crawl.CrawlStatus;

/** What the process ends with. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int BAD_USAGE = 2;
    public static final int NOTHING_FETCHED = 3;
    /** As shells say it of a process that Ctrl-C ended; SIGTERM and SIGHUP interrupt a crawl in the same way. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** Returns what a crawl that has ended, or was interrupted, ends its command with. */
    public static int of(CrawlStatus last) {
        if (last.state() == CrawlStatus.State.FAILED) {
            return FAILED;
        }
        if (interrupted(last)) {
            return INTERRUPTED;
        }
        CrawlStatus.Counts counts = last.counts();
        return counts.fetched() == 0 && (counts.failed() > 0 || counts.redirects() == 0) ? NOTHING_FETCHED : DONE;
    }

    /** Whether there is something to go on with: the crawl neither came to an end of its own nor failed. */
    static boolean interrupted(CrawlStatus last) {
        return last.state() != CrawlStatus.State.FAILED
                && (last.reason() == null || last.reason() == CrawlStatus.Reason.STOPPED);
    }
}
