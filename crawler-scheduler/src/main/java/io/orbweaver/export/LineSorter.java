package io.orbweaver.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of lines as unsigned bytes in flat memory: a merge sort whose sorted runs lie one after the other in a
 * scratch file, at most {@code fanIn} of which are merged at a time. One thread at a time.
 */
final class LineSorter implements Closeable {
    private static final int RUN_BYTES = 8 << 20;
    private static final int FAN_IN = 128;
    private static final int BUFFER_BYTES = 32 << 10;
    /** What a line takes in memory beside its bytes. */
    private static final int LINE_OVERHEAD = 24;

    private record Run(long from, long to) {}

    private final Path scratch;
    private final int runBytes;
    private final int fanIn;
    private final List<byte[]> lines = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private long held;
    private @Nullable FileChannel file;

    /** {@code scratch} is made, in the place of what has its name, when it is needed, and gone after closing. */
    LineSorter(Path scratch) {
        this(scratch, RUN_BYTES, FAN_IN);
    }

    LineSorter(Path scratch, int runBytes, int fanIn) {
        this.scratch = scratch;
        this.runBytes = runBytes;
        this.fanIn = fanIn;
    }

    /** Adds a line, without its end. */
    void add(byte[] line) throws IOException {
        lines.add(line);
        held += line.length + LINE_OVERHEAD;
        if (held >= runBytes) {
            spill();
        }
    }

    /** Writes all lines in order; afterwards the sorter is empty. */
    void writeTo(OutputStream out) throws IOException {
        if (!runs.isEmpty() && !lines.isEmpty()) {
            spill();
        }
        while (runs.size() > fanIn) {
            List<Run> first = runs.subList(0, fanIn);
            Run merged = append(target -> merge(first, target));
            first.clear();
            runs.add(merged);
        }
        if (runs.isEmpty()) {
            drain(out);
        } else {
            merge(runs, out);
            runs.clear();
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private Run append(Writing writing) throws IOException {
        FileChannel channel = channel();
        long from = channel.size();
        channel.position(from);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        writing.to(out);
        out.flush();
        return new Run(from, channel.size());
    }

    private FileChannel channel() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = FileChannel.open(
                    scratch,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            file = open;
        }
        return open;
    }

    private void spill() throws IOException {
        runs.add(append(this::drain));
    }

    private void drain(OutputStream out) throws IOException {
        lines.sort(Arrays::compareUnsigned);
        for (byte[] line : lines) {
            out.write(line);
            out.write('\n');
        }
        lines.clear();
        held = 0;
    }

    private void merge(List<Run> sorted, OutputStream out) throws IOException {
        PriorityQueue<Cursor> next = new PriorityQueue<>();
        for (Run run : sorted) {
            Cursor cursor = new Cursor(new BufferedInputStream(new Slice(channel(), run), BUFFER_BYTES));
            if (cursor.advance()) {
                next.add(cursor);
            }
        }
        for (Cursor least = next.poll(); least != null; least = next.poll()) {
            out.write(least.line);
            out.write('\n');
            if (least.advance()) {
                next.add(least);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
        // A run that was killed may have left one.
        Files.deleteIfExists(scratch);
    }

    /** The lines of one run, the first of those that are left at hand. */
    private static final class Cursor implements Comparable<Cursor> {
        private final InputStream in;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream(512);
        private byte[] line = new byte[0];

        Cursor(InputStream in) {
            this.in = in;
        }

        boolean advance() throws IOException {
            read.reset();
            int octet = in.read();
            while (octet >= 0 && octet != '\n') {
                read.write(octet);
                octet = in.read();
            }
            line = read.toByteArray();
            return octet >= 0;
        }

        @Override
        public int compareTo(Cursor other) {
            return Arrays.compareUnsigned(line, other.line);
        }
    }

    /** A part of a file, read without moving the file's position. */
    private static final class Slice extends InputStream {
        private final FileChannel channel;
        private final long to;
        private long at;

        Slice(FileChannel channel, Run run) {
            this.channel = channel;
            this.at = run.from();
            this.to = run.to();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (at >= to) {
                return -1;
            }
            int count = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, to - at)), at);
            at += Math.max(0, count);
            return count;
        }
    }
}
