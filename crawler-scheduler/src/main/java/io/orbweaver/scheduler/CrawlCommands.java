package io.orbweaver.scheduler;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What users may ask of a crawl in which state. Each method returns the crawl as it is then, throws
 * {@link NoSuchCrawlException}, or {@link WrongStateException} with a sentence for the user; asking for what is already
 * so changes nothing. On the scheduler's thread.
 */
public final class CrawlCommands {
    /** Every worker knows all crawls. */
    public static final int MOST_CRAWLS = 10_000;

    private CrawlCommands() {}

    public static CrawlStatus create(Scheduler scheduler, CrawlSpec spec, long now, Instant wall) {
        if (scheduler.ids().size() >= MOST_CRAWLS) {
            throw new WrongStateException(
                    "There are " + MOST_CRAWLS + " crawls, which is all that are allowed: delete some first.");
        }
        return scheduler.status(scheduler.create(spec, now, wall));
    }

    public static CrawlStatus pause(Scheduler scheduler, int id, long now) {
        CrawlStatus crawl = scheduler.status(id);
        if (crawl.state() != State.RUNNING && crawl.state() != State.PAUSED) {
            throw wrong(crawl, "only a running crawl can be paused");
        }
        scheduler.pause(id, now);
        return scheduler.status(id);
    }

    public static CrawlStatus resume(Scheduler scheduler, int id, long now) {
        CrawlStatus crawl = scheduler.status(id);
        if (crawl.state() == State.RUNNING) {
            return crawl;
        }
        if (crawl.state() != State.PAUSED) {
            if (crawl.state() != State.FINISHED || crawl.reason() == null) {
                throw wrong(crawl, "only a paused crawl can be resumed");
            }
            checkLimit(scheduler, crawl, now);
        }
        scheduler.resume(id, now);
        return scheduler.status(id);
    }

    /** A crawl that a limit ended goes on when the limit allows more. */
    private static void checkLimit(Scheduler scheduler, CrawlStatus crawl, long now) {
        CrawlSpec.Limits limits = crawl.spec().limits();
        boolean reached = switch (crawl.reason()) {
            case MAX_PAGES -> limits.maxPages() > 0 && crawl.counts().fetched() >= limits.maxPages();
            case MAX_BYTES -> limits.maxBytes() > 0 && crawl.counts().bytes() >= limits.maxBytes();
            case MAX_DURATION -> scheduler.timeIsOver((int) crawl.id(), now);
            case EXHAUSTED, STOPPED -> throw wrong(crawl, "add seeds and it goes on");
        };
        if (reached) {
            throw wrong(crawl, "raise limits." + crawl.reason().label() + " first");
        }
    }

    public static CrawlStatus stop(Scheduler scheduler, int id, long now, Instant wall) {
        CrawlStatus crawl = scheduler.status(id);
        if (crawl.state() == State.FINISHED || crawl.state() == State.FAILED) {
            throw wrong(crawl, "there is nothing to stop");
        }
        scheduler.stop(id, now, wall);
        return scheduler.status(id);
    }

    /** Changes limits, scope, politeness or name; of a crawl that has ended for good only the name. */
    public static CrawlStatus change(Scheduler scheduler, int id, CrawlSpec spec) {
        CrawlStatus crawl = scheduler.status(id);
        CrawlSpec before = crawl.spec();
        boolean same = spec.limits().equals(before.limits())
                && spec.scope().equals(before.scope())
                && spec.politeness().equals(before.politeness());
        if (ended(crawl.state()) && !same) {
            throw wrong(crawl, "only its name can be changed");
        }
        if (!spec.equals(before)) {
            scheduler.change(id, spec);
        }
        return scheduler.status(id);
    }

    /** Adds seeds that are all URLs; returns the indices of those that were not taken, as {@link Scheduler#seeds} does. */
    public static List<Integer> seeds(Scheduler scheduler, int id, List<String> urls, long now) {
        checkSeeds(scheduler, id);
        return scheduler.seeds(id, urls, now);
    }

    /** Throws where seeds cannot be added. */
    public static void checkSeeds(Scheduler scheduler, int id) {
        CrawlStatus crawl = scheduler.status(id);
        if (ended(crawl.state())) {
            throw wrong(crawl, "seeds can only be added to one that is running, paused or finished");
        }
    }

    private static boolean ended(State state) {
        return state == State.STOPPING || state == State.STOPPED || state == State.FAILED;
    }

    private static WrongStateException wrong(CrawlStatus crawl, String advice) {
        return new WrongStateException("The crawl " + crawl.id() + " is "
                + crawl.state().name().toLowerCase(Locale.ROOT) + ": " + advice + ".");
    }
}
