package io.orbweaver.query;

import io.orbweaver.frontier.Sight;
import io.orbweaver.message.ShardAnswer;
import io.orbweaver.message.ShardAnswer.Refused;
import io.orbweaver.message.ShardAnswer.Why;
import io.orbweaver.message.ShardQuestion;
import io.orbweaver.store.KeyValueStore;
import io.orbweaver.url.Url;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the scheduler's questions about this worker's shards, on a thread of its own that reads the store: one after
 * the other, as each is bounded. Of more than {@value #MOST_WAITING} that wait, the last are refused. Any thread.
 */
public final class ShardAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardAnswers.class);
    private static final int MOST_WAITING = 256;

    /** What the worker has in memory. */
    public interface Live {
        Future<Sight> sight(int shard, Url url);
    }

    private final IntPredicate owned;
    private final Live live;
    private final StoredAnswers stored;
    private final Explanations explanations;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("query").daemon().factory());

    /**
     * @param shards of the whole cluster
     * @param worker its id, which explanations name
     * @param owned tells whether a shard is the worker's at this moment, on any thread
     */
    public ShardAnswers(KeyValueStore store, int shards, String worker, IntPredicate owned, Live live) {
        this.owned = owned;
        this.live = live;
        this.stored = new StoredAnswers(store);
        this.explanations = new Explanations(store, shards, worker);
    }

    /** Returns the encoded answer to an encoded question. It fails where the store does, and where there is no question. */
    public Future<byte[]> answer(byte[] question) {
        try {
            return answer(ShardQuestion.decode(question)).map(ShardAnswer::encode);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<ShardAnswer> answer(ShardQuestion question) {
        if (!owned.test(question.shard())) {
            return Future.succeededFuture(new Refused(Why.NOT_OWNED));
        }
        return switch (question) {
            case ShardQuestion.Pages pages -> read(() -> stored.pages(pages));
            case ShardQuestion.Page page -> read(() -> stored.page(page));
            case ShardQuestion.Captures captures -> read(() -> stored.captures(captures));
            case ShardQuestion.Content content -> read(() -> stored.content(content));
            case ShardQuestion.Explain explain -> {
                Url url = StoredAnswers.url(explain.url());
                yield live.sight(explain.shard(), url)
                        .compose(sight -> read(() -> explanations.ofUrl(explain, url, sight, Instant.now())));
            }
            case ShardQuestion.OfHost of -> {
                Url url = Url.of(false, of.host(), 80, "/");
                yield live.sight(of.shard(), url)
                        .compose(sight -> read(() -> explanations.ofHost(url, sight, Instant.now())));
            }
        };
    }

    private Future<ShardAnswer> read(Supplier<ShardAnswer> reading) {
        Promise<ShardAnswer> answer = Promise.promise();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(reading.get());
                } catch (RuntimeException | Error e) {
                    LOG.warn("A question about a shard could not be answered", e);
                    answer.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Closed, or too much is waiting: to be asked again, perhaps of another.
            answer.complete(new Refused(executor.isShutdown() ? Why.NOT_OWNED : Why.BUSY));
        }
        return answer.future();
    }

    /** Returns when the store is not read any more; what waits is answered first, what comes later refused. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
