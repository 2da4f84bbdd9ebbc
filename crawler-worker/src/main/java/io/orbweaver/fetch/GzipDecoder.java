package io.orbweaver.fetch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The {@code gzip} coding (RFC 1952), with any number of members one after the other and their checksums verified. What
 * follows the last member and is no member itself is ignored, as browsers do. The JDK's stream for it would block.
 */
final class GzipDecoder implements ContentDecoder {
    private static final int FLAG_HEADER_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;

    private enum State {
        HEADER,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CHECKSUM,
        DATA,
        TRAILER,
        IGNORED
    }

    private final byte[] scratch;
    private final AtomicInteger open;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private State state = State.HEADER;
    private int position;
    private int flags;
    private int extraLength;
    private long trailer;
    private boolean anyMember;
    private boolean closed;

    /** The inflater may hold back what there was no room for. */
    private boolean starved;

    GzipDecoder(byte[] scratch, AtomicInteger open) {
        this.scratch = scratch;
        this.open = open;
        open.incrementAndGet();
    }

    @Override
    public int decode(byte[] buffer, int offset, int length, Output output) throws DataFormatException {
        int at = offset;
        int end = offset + length;
        while ((at < end || starved) && state != State.IGNORED) {
            if (state == State.DATA) {
                inflater.setInput(buffer, at, end - at);
                starved = !inflate(output);
                at = end - inflater.getRemaining();
                if (starved) {
                    return at - offset;
                }
            } else if (state == State.TRAILER) {
                trailerByte(buffer[at++] & 0xff);
            } else {
                headerByte(buffer[at++] & 0xff);
            }
        }
        return length;
    }

    /** Returns false where it ended for want of room. */
    private boolean inflate(Output output) throws DataFormatException {
        while (true) {
            int room = Math.min(scratch.length, output.room());
            if (room == 0) {
                return false;
            }
            int count = DeflateDecoder.step(inflater, scratch, room, output);
            if (count > 0) {
                checksum.update(scratch, 0, count);
                output.accept(scratch, 0, count);
            } else if (inflater.finished()) {
                enter(State.TRAILER);
                return true;
            } else if (inflater.needsDictionary()) {
                throw new DataFormatException("a preset dictionary is wanted");
            } else if (inflater.needsInput()) {
                return true;
            }
        }
    }

    private void headerByte(int value) throws DataFormatException {
        switch (state) {
            case HEADER -> fixedHeaderByte(value);
            case EXTRA_LENGTH -> {
                extraLength |= value << (8 * position++);
                if (position == 2) {
                    enter(State.EXTRA);
                }
            }
            case EXTRA -> {
                if (++position == extraLength) {
                    enter(State.NAME);
                }
            }
            case NAME, COMMENT -> {
                if (value == 0) {
                    enter(state == State.NAME ? State.COMMENT : State.HEADER_CHECKSUM);
                }
            }
            case HEADER_CHECKSUM -> {
                if (++position == 2) {
                    enter(State.DATA);
                }
            }
            default -> throw new IllegalStateException(state.name());
        }
    }

    private void fixedHeaderByte(int value) throws DataFormatException {
        boolean wrong = position == 0 && value != 0x1f || position == 1 && value != 0x8b || position == 2 && value != 8;
        if (wrong && anyMember) {
            state = State.IGNORED;
            return;
        }
        if (wrong) {
            throw new DataFormatException("not in gzip format");
        }
        if (position == 3) {
            flags = value;
        }
        if (++position == FIXED_HEADER) {
            extraLength = 0;
            enter(State.EXTRA_LENGTH);
        }
    }

    private void trailerByte(int value) throws DataFormatException {
        trailer |= (long) value << (8 * position++);
        if (position < TRAILER) {
            return;
        }
        long size = inflater.getBytesWritten() & 0xffffffffL;
        if ((trailer & 0xffffffffL) != checksum.getValue() || trailer >>> 32 != size) {
            throw new DataFormatException("the checksum is wrong");
        }
        anyMember = true;
        trailer = 0;
        checksum.reset();
        inflater.reset();
        enter(State.HEADER);
    }

    /** Goes to a state or, where the flags say that this part is missing, to the one after it. */
    private void enter(State wanted) {
        position = 0;
        State next = wanted;
        if (next == State.EXTRA_LENGTH && (flags & FLAG_EXTRA) == 0 || next == State.EXTRA && extraLength == 0) {
            next = State.NAME;
        }
        if (next == State.NAME && (flags & FLAG_NAME) == 0) {
            next = State.COMMENT;
        }
        if (next == State.COMMENT && (flags & FLAG_COMMENT) == 0) {
            next = State.HEADER_CHECKSUM;
        }
        if (next == State.HEADER_CHECKSUM && (flags & FLAG_HEADER_CHECKSUM) == 0) {
            next = State.DATA;
        }
        state = next;
    }

    @Override
    public boolean complete() {
        // An empty body is no error: servers label empty answers too. So is padding after the last member.
        return state == State.IGNORED || state == State.HEADER && (anyMember || position == 0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inflater.end();
            open.decrementAndGet();
        }
    }
}
