package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.testweb.journal.VisitKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a worker ends, it ends once, says so when nothing of it runs any more, and says what broke it. */
class WorkerLifeTest {
    private static final int PAGES = 40;

    private static TestWeb web;

    @TempDir
    Path directory;

    @BeforeAll
    static void startWeb() {
        web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.63.0.1")
                .withHosts(2)
                .withPagesPerHost(PAGES / 2)
                .withMedianPageSize(2_000));
    }

    @AfterAll
    static void stopWeb() {
        web.close();
    }

    @BeforeEach
    void forgetVisits() {
        web.reset();
    }

    private WorkerFixture fixture() {
        return new WorkerFixture(directory, web, Duration.ZERO);
    }

    private static void hasEnded(WorkerFixture fixture) {
        WorkerFixture.eventually("the store's thread is gone", () -> !fixture.storeThreadLives());
        int heard = fixture.heartbeats.get();
        fixture.worker().start();
        assertThat(WorkerFixture.end(fixture.worker().halt())).isNull();
        assertThat(fixture.heartbeats.get()).as("nothing is decided any more").isEqualTo(heard);
    }

    /** What may break, and on which thread. */
    enum Fault {
        /** On the store's thread. */
        LISTENER(fixture -> fixture.listenerBroken = true),
        /** On the context, where the store's answer is taken. */
        ACKNOWLEDGE(fixture -> fixture.acknowledgeBroken = true),
        /** On the context, in a step of its own. */
        HEARTBEAT(fixture -> fixture.heartbeatBroken = true);

        private final Consumer<WorkerFixture> happen;

        Fault(Consumer<WorkerFixture> happen) {
            this.happen = happen;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatBreaksEndsItWithThatCause(Fault fault) {
        try (WorkerFixture fixture = fixture()) {
            if (fault != Fault.ACKNOWLEDGE) {
                fixture.start();
                WorkerFixture.eventually("it fetches", () -> web.journal().count(VisitKind.PAGE) > 3);
                fault.happen.accept(fixture);
            } else {
                fault.happen.accept(fixture);
                fixture.start();
            }

            assertThat(WorkerFixture.end(fixture.worker().stopped())).isSameAs(fixture.broken);
            assertThat(WorkerFixture.end(fixture.worker().stop())).isSameAs(fixture.broken);
            hasEnded(fixture);
        }
    }

    @Test
    void stoppedItFinishesWhatIsInFlight() {
        try (WorkerFixture fixture = fixture()) {
            fixture.start();
            WorkerFixture.eventually("it fetches", () -> web.journal().count(VisitKind.PAGE) > 3);

            assertThat(WorkerFixture.end(fixture.worker().stop())).isNull();
            hasEnded(fixture);
            long fetched = fixture.worker().report().crawls().getFirst().tally().fetched;
            assertThat(fetched).isEqualTo(web.journal().count(VisitKind.PAGE));
        }
    }

    @Test
    void haltedItEndsWithoutWaitingForTheNetwork() {
        try (WorkerFixture fixture = fixture()) {
            fixture.start();
            WorkerFixture.eventually("it fetches", () -> web.journal().count(VisitKind.PAGE) > 3);

            assertThat(WorkerFixture.end(fixture.worker().halt())).isNull();
            assertThat(WorkerFixture.end(fixture.worker().stopped())).isInstanceOf(CancellationException.class);
            hasEnded(fixture);
        }
    }

    @Test
    void aSchedulerThatIsAwayForAWhileEndsNothing() {
        try (WorkerFixture fixture = new WorkerFixture(directory, web, Duration.ofSeconds(2))) {
            fixture.schedulerAway = true;
            fixture.start();
            WorkerFixture.eventually("it asks again", () -> fixture.heartbeats.get() >= 3);
            assertThat(web.journal().count(VisitKind.PAGE))
                    .as("without an order")
                    .isZero();

            fixture.schedulerAway = false;
            WorkerFixture.eventually("it fetches", () -> web.journal().count(VisitKind.PAGE) > 3);
            fixture.schedulerAway = true;
            int heard = fixture.heartbeats.get();
            WorkerFixture.eventually("it asks again", () -> fixture.heartbeats.get() >= heard + 3);
            fixture.schedulerAway = false;
            WorkerFixture.eventually("the crawl ends", () -> fixture.status().state() == CrawlStatus.State.FINISHED);
            assertThat(web.journal().count(VisitKind.PAGE)).isEqualTo(PAGES);
            assertThat(WorkerFixture.end(fixture.worker().stop())).isNull();
        }
    }
}
