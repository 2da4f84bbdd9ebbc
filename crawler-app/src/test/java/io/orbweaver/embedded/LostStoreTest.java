package io.orbweaver.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.app.RealCommand;
import io.orbweaver.store.DataDirectory;
import io.orbweaver.testweb.TestWeb;
import io.orbweaver.testweb.TestWebOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crawl whose store was deleted began anew without a word, and fetched everything again. */
class LostStoreTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goingOnWithoutTheStoreIsRefused(boolean whole) throws IOException {
        Path data = directory.resolve("data");
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.65.0.1")
                .withHosts(1)
                .withPagesPerHost(3))) {
            assertThat(RealCommand.crawl(new EmbeddedCrawls(), web, data).exitCode())
                    .isZero();
            delete(data.resolve("store"), whole);
            web.reset();

            RealCommand resumed = RealCommand.resume(new EmbeddedCrawls(), data);

            assertThat(resumed.exitCode()).isEqualTo(2);
            assertThat(resumed.err().lines())
                    .singleElement()
                    .asString()
                    .contains(data + " began a crawl but has lost its store", "from a backup", "--data");
            assertThat(web.journal().visits()).isEmpty();
            assertThat(data.resolve("store").resolve("CURRENT")).doesNotExist();
        }
    }

    private static void delete(Path store, boolean whole) throws IOException {
        List<Path> deepestFirst;
        try (var files = Files.walk(store)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            if (whole || !file.equals(store)) {
                Files.delete(file);
            }
        }
    }

    /** Killed before the store was made, a directory says nothing of a crawl yet: a new one may begin there. */
    @Test
    void aDirectoryThatNeverHadAStoreBeginsACrawl() {
        Path data = directory.resolve("data");
        DataDirectory.open(data, null).close();
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.65.0.1")
                .withHosts(1)
                .withPagesPerHost(3))) {
            RealCommand crawl = RealCommand.crawl(new EmbeddedCrawls(), web, data);
            assertThat(crawl.exitCode()).as(crawl.err()).isZero();
        }
    }

    /** Killed between the store and its first crawl, a directory once refused both a new crawl and to go on. */
    @Test
    void aStoreWithoutACrawlBeginsOne() {
        Path data = directory.resolve("data");
        try (DataDirectory opened = DataDirectory.open(data, null)) {
            opened.openStore(EmbeddedCrawl.storeSettings()).close();
        }
        try (TestWeb web = TestWeb.start(TestWebOptions.defaults()
                .withFirstAddress("127.65.0.1")
                .withHosts(1)
                .withPagesPerHost(3))) {
            RealCommand crawl = RealCommand.crawl(new EmbeddedCrawls(), web, data);
            assertThat(crawl.exitCode()).as(crawl.err()).isZero();
            assertThat(RealCommand.crawl(new EmbeddedCrawls(), web, data).exitCode())
                    .isEqualTo(2);
        }
    }
}
