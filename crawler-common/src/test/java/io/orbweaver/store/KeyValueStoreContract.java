package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps: run against the one on disk and against the one that simulations use. */
abstract class KeyValueStoreContract {
    private static final byte[] FIRST = {};
    private static final byte[] LAST = bytes("ffffffffffffffff");

    private KeyValueStore store;

    /** Opens the store of this test for the first time. */
    abstract KeyValueStore open();

    /** Closes the store and opens it again on what it has written. */
    abstract KeyValueStore reopen(KeyValueStore store);

    @BeforeEach
    void start() {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void writesAreVisibleRightAway() {
        assertThat(store.get(Table.META, bytes("01"))).isNull();

        put(Table.META, "01", "aa");

        assertThat(store.get(Table.META, bytes("01"))).isEqualTo(bytes("aa"));
        assertThat(pairs(Table.META, FIRST, LAST)).containsExactly("01=aa");
        put(Table.META, "01", "bb");
        assertThat(store.get(Table.META, bytes("01"))).isEqualTo(bytes("bb"));
    }

    @Test
    void tablesAreApart() {
        for (Table table : Table.values()) {
            put(table, "01", HexFormat.of().toHexDigits((byte) table.ordinal()));
        }

        for (Table table : Table.values()) {
            assertThat(store.get(table, bytes("01"))).containsExactly((byte) table.ordinal());
        }
    }

    @Test
    void ordersKeysAsUnsignedBytesAndPrefixesFirst() {
        for (String key : List.of("ff", "80", "7f", "7f00", "00", "0000", "01", "8000ff", "80ff")) {
            put(Table.QUEUE, key, "");
        }

        assertThat(pairs(Table.QUEUE, FIRST, LAST))
                .containsExactly("00=", "0000=", "01=", "7f=", "7f00=", "80=", "8000ff=", "80ff=", "ff=");
    }

    @Test
    void scansFromIncludedToExcluded() {
        for (String key : List.of("01", "02", "0200", "03", "04")) {
            put(Table.DUE, key, key);
        }

        assertThat(pairs(Table.DUE, bytes("02"), bytes("04"))).containsExactly("02=02", "0200=0200", "03=03");
        assertThat(pairs(Table.DUE, bytes("0201"), bytes("0300"))).containsExactly("03=03");
        assertThat(pairs(Table.DUE, bytes("02"), bytes("02"))).isEmpty();
        assertThat(pairs(Table.DUE, bytes("04"), bytes("02"))).isEmpty();
        assertThat(pairs(Table.DUE, bytes("05"), LAST)).isEmpty();
    }

    @Test
    void scanEndsWhenTheVisitorSaysSo() {
        for (String key : List.of("01", "02", "03")) {
            put(Table.DUE, key, key);
        }
        List<String> seen = new ArrayList<>();

        store.scan(Table.DUE, FIRST, LAST, (key, value) -> {
            seen.add(hex(key));
            return seen.size() < 2;
        });

        assertThat(seen).containsExactly("01", "02");
    }

    @Test
    void scanSeesTheStateAtItsStartAndItsVisitorMayReadAndWrite() {
        put(Table.QUEUE, "01", "");
        put(Table.QUEUE, "02", "");
        List<String> seen = new ArrayList<>();

        store.scan(Table.QUEUE, FIRST, LAST, (key, value) -> {
            seen.add(hex(key));
            Batch batch = new Batch();
            batch.deleteRange(Table.QUEUE, FIRST, LAST);
            batch.put(Table.QUEUE, bytes("03"), bytes("aa"));
            store.write(batch);
            assertThat(store.get(Table.QUEUE, bytes("02"))).isNull();
            return true;
        });

        assertThat(seen).containsExactly("01", "02");
        assertThat(pairs(Table.QUEUE, FIRST, LAST)).containsExactly("03=aa");
    }

    @Test
    void appliesABatchInItsOrder() {
        put(Table.HOSTS, "04", "04");
        Batch batch = new Batch();
        batch.put(Table.HOSTS, bytes("01"), bytes("aa"));
        batch.delete(Table.HOSTS, bytes("01"));
        batch.delete(Table.HOSTS, bytes("02"));
        batch.put(Table.HOSTS, bytes("02"), bytes("bb"));
        batch.put(Table.HOSTS, bytes("03"), bytes("cc"));
        batch.deleteRange(Table.HOSTS, bytes("03"), bytes("05"));
        batch.put(Table.HOSTS, bytes("04"), bytes("dd"));
        batch.put(Table.HOSTS, bytes("06"), bytes("ee"));
        batch.put(Table.HOSTS, bytes("06"), bytes("ff"));
        batch.put(Table.META, bytes("07"), bytes("07"));

        store.write(batch);

        assertThat(pairs(Table.HOSTS, FIRST, LAST)).containsExactly("02=bb", "04=dd", "06=ff");
        assertThat(store.get(Table.HOSTS, bytes("03"))).isNull();
        assertThat(store.get(Table.META, bytes("07"))).isEqualTo(bytes("07"));
    }

    @Test
    void anEmptyBatchAndAbsentKeysChangeNothing() {
        put(Table.META, "01", "aa");
        store.write(new Batch());
        Batch batch = new Batch();
        batch.delete(Table.META, bytes("02"));
        batch.deleteRange(Table.META, bytes("03"), bytes("04"));
        batch.deleteRange(Table.META, bytes("01"), bytes("01"));
        batch.deleteRange(Table.META, bytes("02"), bytes("00"));

        store.write(batch);

        assertThat(pairs(Table.META, FIRST, LAST)).containsExactly("01=aa");
    }

    @Test
    void deletesARangeFromIncludedToExcluded() {
        for (String key : List.of("0001", "0002", "000200", "0003", "0100")) {
            put(Table.URLS, key, key);
        }
        Batch batch = new Batch();
        batch.deleteRange(Table.URLS, bytes("0002"), bytes("0003"));

        store.write(batch);

        assertThat(pairs(Table.URLS, FIRST, LAST)).containsExactly("0001=0001", "0003=0003", "0100=0100");
        assertThat(store.multiGet(Table.URLS, List.of(bytes("0002"), bytes("000200"), bytes("0003"))))
                .containsExactly(null, null, bytes("0003"));
    }

    @Test
    void multiGetAnswersInTheOrderOfTheKeysWithNullForMisses() {
        put(Table.URLS, "01", "aa");
        put(Table.URLS, "03", "");

        assertThat(store.multiGet(
                        Table.URLS, List.of(bytes("03"), bytes("02"), bytes("01"), bytes("01"), bytes("0101"))))
                .containsExactly(bytes(""), null, bytes("aa"), bytes("aa"), null);
        assertThat(store.multiGet(Table.URLS, List.of())).isEmpty();
    }

    @Test
    void anEmptyValueIsNotAbsent() {
        put(Table.URLS, "01", "");
        put(Table.PAGES, "01", "");

        store = reopen(store);

        assertThat(store.get(Table.URLS, bytes("01"))).isEmpty();
        assertThat(store.get(Table.PAGES, bytes("01"))).isEmpty();
        assertThat(pairs(Table.URLS, FIRST, LAST)).containsExactly("01=");
    }

    @Test
    void keepsLargeValuesWhole() {
        byte[] value = new byte[2 << 20];
        new Random(7).nextBytes(value);
        Batch batch = new Batch();
        batch.put(Table.PAGES, bytes("01"), value);
        batch.put(Table.META, bytes("01"), value);
        store.write(batch);
        assertThat(store.get(Table.PAGES, bytes("01"))).isEqualTo(value);

        store = reopen(store);

        assertThat(store.get(Table.PAGES, bytes("01"))).isEqualTo(value);
        assertThat(store.multiGet(Table.META, List.of(bytes("01")))).containsExactly(value);
    }

    @Test
    void keepsWhatItWasGivenAndHandsOutCopies() {
        byte[] key = bytes("01");
        byte[] value = bytes("aa");
        Batch batch = new Batch();
        batch.put(Table.META, key, value);
        store.write(batch);
        key[0] = 9;
        value[0] = 9;
        byte[] answer = store.get(Table.META, bytes("01"));
        assertThat(answer).isEqualTo(bytes("aa"));
        answer[0] = 9;

        assertThat(pairs(Table.META, FIRST, LAST)).containsExactly("01=aa");
    }

    @Test
    void reopenKeepsEverything() {
        put(Table.URLS, "01", "aa");
        put(Table.OUTBOX, "02", "bb");
        put(Table.OUTBOX, "03", "cc");
        store = reopen(store);
        Batch batch = new Batch();
        batch.delete(Table.OUTBOX, bytes("02"));
        batch.deleteRange(Table.URLS, bytes("00"), bytes("02"));
        store.write(batch);

        store = reopen(store);

        assertThat(pairs(Table.URLS, FIRST, LAST)).isEmpty();
        assertThat(pairs(Table.OUTBOX, FIRST, LAST)).containsExactly("03=cc");
    }

    private void put(Table table, String key, String value) {
        Batch batch = new Batch();
        batch.put(table, bytes(key), bytes(value));
        store.write(batch);
    }

    private List<String> pairs(Table table, byte[] from, byte[] to) {
        List<String> pairs = new ArrayList<>();
        store.scan(table, from, to, (key, value) -> pairs.add(hex(key) + "=" + hex(value)));
        return pairs;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
