package io.orbweaver.rest;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.CrawlStatus.State;
import io.orbweaver.scheduler.Rates;
import io.orbweaver.scheduler.Scheduler;
import io.orbweaver.scheduler.SchedulerThread;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The scheduler's crawls with their rates, which only who looks every second can know. Safe on any thread.
 */
final class Crawls {
    private final SchedulerThread scheduler;
    /** Only touched on the scheduler's thread. */
    private final Map<Integer, Rates> rates = new HashMap<>();

    Crawls(SchedulerThread scheduler) {
        this.scheduler = scheduler;
    }

    <T> Future<T> call(Function<Scheduler, T> work) {
        return scheduler.call(work);
    }

    /** Makes one crawl's status the answer of a call. */
    Future<CrawlStatus> status(Function<Scheduler, CrawlStatus> work) {
        return scheduler.call(each -> rated(work.apply(each)));
    }

    /** On the scheduler's thread. */
    CrawlStatus rated(CrawlStatus crawl) {
        Rates measured = rates.get((int) crawl.id());
        return measured == null || crawl.state() != State.RUNNING
                ? crawl
                : crawl.withRates(measured.pages(), measured.bytes());
    }

    /** On the scheduler's thread. Looks at every crawl that runs; those that do not are forgotten. */
    void sample(Scheduler each, long now) {
        rates.keySet().retainAll(each.running());
        for (int id : each.running()) {
            CrawlStatus.Counts counts = each.status(id).counts();
            rates.computeIfAbsent(id, any -> new Rates()).sample(now, counts.fetched(), counts.bytes());
        }
    }
}
