package io.orbweaver.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.query.ShardAnswers;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import io.orbweaver.url.Shards;
import io.orbweaver.url.Url;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that runs tells what it does at the moment, which no store holds. */
class LiveAnswersTest {

    @TempDir
    Path directory;

    @Test
    void aUrlWhoseRequestIsUnderWayIsBeingFetched() throws Exception {
        TestWebOptions options = TestWebOptions.defaults()
                .withFirstAddress("127.33.3.1")
                .withHosts(1)
                .withPagesPerHost(5)
                .withLatency(Duration.ofMillis(500));
        try (TestWeb web = TestWeb.start(options);
                WorkerFixture fixture = new WorkerFixture(directory, web, Duration.ZERO);
                ShardAnswers answers = new ShardAnswers(
                        fixture.store(), WorkerFixture.SHARDS, "one", shard -> true, fixture.worker()::sight)) {
            Url url = Objects.requireNonNull(Url.parse(web.frontPage()));
            int shard = Shards.of(url, WorkerFixture.SHARDS);
            fixture.start();

            WorkerFixture.eventually(
                    "robots.txt is asked for", () -> host(answers, shard, url).contains("\"state\":\"asking\""));
            WorkerFixture.eventually(
                    "the page is asked for", () -> state(answers, shard, url).equals("fetching"));
            JsonObject host = new JsonObject(host(answers, shard, url));
            assertThat(host.getJsonArray("robots").getJsonObject(0).getString("state"))
                    .isEqualTo("known");
            assertThat(host.getInteger("inFlight")).isEqualTo(1);
            assertThat(host.getInteger("queueLength")).isEqualTo(1);
            assertThat(host.getString("nextFetch")).isNotNull();
            WorkerFixture.eventually(
                    "the page is there", () -> state(answers, shard, url).equals("fetched"));
        }
    }

    @Test
    void whatTheWorkerDoesNotOwnItDoesNotAnswer() throws Exception {
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults().withFirstAddress("127.33.3.2"));
                WorkerFixture fixture = new WorkerFixture(directory, web, Duration.ZERO)) {
            ShardAnswers answers = answers(fixture);
            assertThat(ask(answers, new ShardQuestion.Page(2, 1, "http://example.com/")))
                    .isEqualTo(new ShardAnswer.Refused(ShardAnswer.Why.NOT_OWNED));
            assertThat(ask(answers, new ShardQuestion.Page(1, 1, "http://example.com/")))
                    .isEqualTo(new ShardAnswer.Page(null));
            assertThat(ask(answers, new ShardQuestion.Explain(1, 77, "http://example.com/", null)))
                    .isEqualTo(new ShardAnswer.Refused(ShardAnswer.Why.UNKNOWN_CRAWL));

            answers.close();

            assertThat(ask(answers, new ShardQuestion.Page(1, 1, "http://example.com/")))
                    .isEqualTo(new ShardAnswer.Refused(ShardAnswer.Why.NOT_OWNED));
        }
    }

    private static ShardAnswers answers(WorkerFixture fixture) {
        return new ShardAnswers(
                fixture.store(), WorkerFixture.SHARDS, "one", shard -> shard != 2, fixture.worker()::sight);
    }

    private static String state(ShardAnswers answers, int shard, Url url) {
        ShardAnswer answer = ask(answers, new ShardQuestion.Explain(shard, 1, url.toString(), null));
        return answer instanceof ShardAnswer.Json json ? new JsonObject(json.text()).getString("state") : "";
    }

    private static String host(ShardAnswers answers, int shard, Url url) {
        ShardAnswer answer = ask(answers, new ShardQuestion.OfHost(shard, url.host()));
        return answer instanceof ShardAnswer.Json json ? json.text() : "";
    }

    private static ShardAnswer ask(ShardAnswers answers, ShardQuestion question) {
        try {
            return ShardAnswer.decode(answers.answer(question.encode()).await(20, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within the deadline", e);
        }
    }
}
