package io.orbweaver.fetch;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Undoes two codings of one body, the outer one first. What lies between them is bounded in memory and in total. */
final class DecoderChain implements ContentDecoder {
    private static final int PIPE = 8 << 10;

    private final ContentDecoder outer;
    private final ContentDecoder inner;
    private final Pipe pipe = new Pipe();
    private final long limit;
    private long passed;
    private @Nullable DataFormatException failure;

    /** @param limit bytes between the two; beyond them the body is refused, for they may come to nothing and cost time */
    DecoderChain(ContentDecoder outer, ContentDecoder inner, long limit) {
        this.outer = outer;
        this.inner = inner;
        this.limit = limit + BodyBudget.codingAllowance(limit);
    }

    private static final class Pipe implements Output {
        private final byte[] bytes = new byte[PIPE];
        private int from;
        private int to;

        @Override
        public int room() {
            return bytes.length - to;
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            System.arraycopy(buffer, offset, bytes, to, length);
            to += length;
        }
    }

    @Override
    public int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        int used = 0;
        while (true) {
            pipe.from += inner.decode(pipe.bytes, pipe.from, pipe.to - pipe.from, output);
            if (output.room() == 0) {
                return used;
            }
            if (failure != null) {
                throw failure;
            }
            boolean starved = pipe.to == pipe.bytes.length;
            pipe.from = 0;
            pipe.to = 0;
            if (used == length && !starved) {
                return used;
            }
            used += undoOuter(buffer, offset + used, length - used);
        }
    }

    /** A failure must wait until the inner coding has had what came before it. */
    private int undoOuter(byte[] buffer, int offset, int length) {
        int used = length;
        try {
            used = outer.decode(buffer, offset, length, pipe);
            passed += pipe.to;
            if (passed > limit) {
                failure = new DataFormatException("longer between two codings than a body may be");
            }
        } catch (DataFormatException e) {
            failure = e;
        }
        return used;
    }

    @Override
    public boolean complete() {
        return failure == null && outer.complete() && pipe.from == pipe.to && inner.complete();
    }

    @Override
    public boolean ahead() {
        return outer.ahead() || inner.ahead();
    }

    @Override
    public void close() {
        outer.close();
        inner.close();
    }
}
