package io.orbweaver.store;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** A program that writes numbered batches for ever and prints the number of each after the store took it. */
final class BatchWriter {
    /** Small enough for flushes to happen during a test. */
    static final StoreSettings SETTINGS = new StoreSettings(4 << 20, 12 << 20, Duration.ofMillis(50));

    private static final int PAGE_BYTES = 8 << 10;

    private BatchWriter() {}

    public static void main(String[] arguments) {
        PrintStream acknowledgements = System.out;
        try (RocksStore store = RocksStore.open(Path.of(arguments[0]), SETTINGS)) {
            for (int number = 0; !acknowledgements.checkError(); number++) {
                store.write(batch(number));
                acknowledgements.println(number);
            }
        }
    }

    static Batch batch(int number) {
        Batch batch = new Batch();
        batch.put(Table.URLS, key(number), value(number));
        batch.put(Table.PAGES, key(number), page(number));
        if (number > 0) {
            batch.delete(Table.QUEUE, key(number - 1));
        }
        batch.put(Table.QUEUE, key(number), value(number));
        batch.put(Table.META, key(0), value(number));
        return batch;
    }

    static byte[] key(int number) {
        return ByteBuffer.allocate(Short.BYTES + Integer.BYTES)
                .putShort((short) 1)
                .putInt(number)
                .array();
    }

    static byte[] value(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    static byte[] page(int number) {
        byte[] page = new byte[PAGE_BYTES];
        new Random(number).nextBytes(page);
        return page;
    }
}
