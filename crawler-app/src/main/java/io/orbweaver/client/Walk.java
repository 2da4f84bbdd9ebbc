package io.orbweaver.client;

import io.orbweaver.json.InvalidJsonException;
import io.orbweaver.json.JsonList;
import io.orbweaver.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list of the API, from cursor to cursor until its end, one item in memory at a time. One thread. */
final class Walk {
    private static final int MOST_OF_AN_ANSWER = 500;

    private final Api api;
    private final String path;
    private final long most;

    /** What is done with each item. */
    @FunctionalInterface
    interface Each {
        void item(JsonValue json) throws InvalidJsonException;
    }

    /** @param path with its parameters, ends with {@code ?} or {@code &} */
    Walk(Api api, String path) {
        this(api, path, 0);
    }

    /** @param most items in all, zero for no limit */
    Walk(Api api, String path, long most) {
        this.api = api;
        this.path = path;
        this.most = most;
    }

    /**
     * Hands over every item, and tells when an answer is at its end.
     *
     * @return how many there were
     */
    long items(Each each, Runnable answered) throws ApiException {
        AtomicReference<@Nullable InvalidJsonException> wrong = new AtomicReference<>();
        return walk(
                in -> in,
                json -> {
                    try {
                        each.item(json);
                    } catch (InvalidJsonException e) {
                        wrong.compareAndSet(null, e);
                    }
                },
                () -> {
                    InvalidJsonException first = wrong.get();
                    if (first != null) {
                        throw Problems.unreadable(api.address(), first);
                    }
                    answered.run();
                });
    }

    /** Prints every answer as it came, each on a line of its own. */
    void print(Console console) throws ApiException {
        Printout out = new Printout(console);
        walk(out::copying, json -> {}, out::end);
    }

    private interface Reading {
        InputStream of(InputStream answer);
    }

    private interface End {
        void answered() throws ApiException;
    }

    private long walk(Reading reading, Consumer<JsonValue> each, End end) throws ApiException {
        AtomicLong count = new AtomicLong();
        String cursor = "";
        while (true) {
            long left = most == 0 ? MOST_OF_AN_ANSWER : Math.min(MOST_OF_AN_ANSWER, most - count.get());
            String next;
            try (InputStream answer = reading.of(api.open(path + "limit=" + left + cursor))) {
                next = JsonList.read(answer, json -> {
                    count.incrementAndGet();
                    each.accept(json);
                });
            } catch (InvalidJsonException e) {
                throw Problems.unreadable(api.address(), e);
            } catch (IOException e) {
                throw Problems.away(api.address(), e);
            }
            end.answered();
            if (next == null || most > 0 && count.get() >= most) {
                return count.get();
            }
            cursor = "&cursor=" + Api.encoded(next);
        }
    }
}
