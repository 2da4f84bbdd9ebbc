package io.orbweaver.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream, which is received only as fast as it is read. Reading fails when no byte comes for
 * too long; the client's own stream would wait for ever. Read by one thread; closing it, on any, breaks off the answer
 * and wakes the reader.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
    private static final Item END = new Item(List.of(), null);
    private static final Item CLOSED = new Item(List.of(), new IOException("closed"));

    private final Duration patience;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    /** What was asked for, what ends it, and what closes it: each at most once at a time. */
    private final BlockingQueue<Item> arrived = new ArrayBlockingQueue<>(3);

    private Item current = new Item(List.of(), null);
    private int position;
    private boolean asked;
    private boolean ended;

    /** The answer broke off; what a reader does with it may fail with other exceptions. */
    static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        private BrokenException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private record Item(List<ByteBuffer> buffers, @Nullable Throwable failure) {}

    BodyStream(Duration patience) {
        this.patience = patience;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscription.complete(given)) {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.offer(new Item(buffers, null));
    }

    @Override
    public void onError(Throwable failure) {
        arrived.offer(new Item(List.of(), failure));
    }

    @Override
    public void onComplete() {
        arrived.offer(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            while (position < current.buffers().size()) {
                ByteBuffer buffer = current.buffers().get(position);
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(bytes, offset, count);
                    return count;
                }
                position++;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        try {
            if (!asked) {
                asked = true;
                subscription.get(patience.toMillis(), TimeUnit.MILLISECONDS).request(1);
            }
            Item item = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (item == null) {
                throw new BrokenException("nothing came for " + patience.toSeconds() + " s", null);
            }
            if (item.failure() != null) {
                throw new BrokenException(String.valueOf(item.failure().getMessage()), item.failure());
            }
            asked = false;
            ended = item == END;
            current = item;
            position = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokenException("nothing came for " + patience.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        arrived.offer(CLOSED);
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
