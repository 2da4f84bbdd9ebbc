package io.orbweaver.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.CrawlSpec;
import io.orbweaver.crawl.CrawlStatus;
import io.orbweaver.crawl.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrawlJsonTest {
    @Test
    void theCrawlHasTheFieldsItIsCreatedWithAndItsCounts() {
        CrawlSpec spec = new CrawlSpec(
                "docs",
                List.of("https://example.com/"),
                new CrawlSpec.Scope(CrawlSpec.Scope.Mode.HOST, List.of("a"), List.of()),
                new CrawlSpec.Limits(10, 2, 0, 0, Duration.ofMinutes(90)),
                new CrawlSpec.Manners(Duration.ofMillis(1500), null, false),
                new CrawlSpec.Follow(true, false, true),
                Map.of("B", "2", "A", "1"));
        CrawlStatus crawl = new CrawlStatus(
                Long.MIN_VALUE,
                spec,
                CrawlStatus.State.FINISHED,
                CrawlStatus.Reason.MAX_PAGES,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:01Z"),
                null,
                new CrawlStatus.Counts(
                        20,
                        3,
                        1,
                        10,
                        2,
                        4,
                        5,
                        6,
                        700,
                        Map.of(404, 1L, 200, 9L),
                        Map.of(FailureKind.DNS, 4L),
                        Map.of(),
                        1.23456,
                        Double.NaN,
                        2),
                List.of(3, 17));

        assertThat(CrawlJson.text(crawl))
                .isEqualTo("{'name':'docs','seeds':['https://example.com/'],"
                        .concat("'scope':{'mode':'host','include':['a'],'exclude':[]},")
                        .concat("'limits':{'maxPages':10,'maxDepth':2,'maxPagesPerHost':0,'maxBytes':0,")
                        .concat("'maxDuration':'90m'},")
                        .concat("'politeness':{'delay':'1500ms','connections':null,'robots':false},")
                        .concat("'follow':{'sitemaps':true,'nofollow':false,'canonical':true},")
                        .concat("'recrawl':{'mode':'none'},'headers':{'A':'1','B':'2'},'webhook':null,")
                        .concat("'id':'-9223372036854775808','state':'finished','reason':'maxPages',")
                        .concat("'created':'2026-01-01T00:00:00Z','started':'2026-01-01T00:00:01Z','finished':null,")
                        .concat("'lostShards':[3,17],")
                        .concat("'counts':{'discovered':20,'queued':3,'inFlight':1,'fetched':10,'failed':4,")
                        .concat("'excluded':5,'duplicates':6,'bytes':700,'byStatus':{'200':9,'404':1},")
                        .concat("'failures':{'dns':4,'connect':0,'tls':0,'timeout':0,'tooManyRedirects':0,")
                        .concat("'protocol':0,'refusedAddress':0,'robots':0,'waiting':0},")
                        .concat("'excludedBy':{'scope':0,'depth':0,'robots':0,'nofollow':0,'limit':0,'trap':0,")
                        .concat("'blocked':0},'rates':{'pagesPerSecond':1.235,'bytesPerSecond':0.0},")
                        .concat("'activeHosts':2}}")
                        .replace('\'', '"'));
    }

    @Test
    void zeroDurationsAreTheNumberZeroAndOthersUseTheirLargestWholeUnit() {
        assertThat(CrawlJson.text(withDelay(Duration.ZERO))).contains("\"delay\":0,");
        assertThat(CrawlJson.text(withDelay(Duration.ofSeconds(1)))).contains("\"delay\":\"1s\",");
        assertThat(CrawlJson.text(withDelay(Duration.ofHours(24)))).contains("\"delay\":\"1d\",");
        assertThat(CrawlJson.text(withDelay(Duration.ofHours(25)))).contains("\"delay\":\"25h\",");
        assertThat(CrawlJson.text(withDelay(null))).contains("\"delay\":null,");
    }

    private static CrawlStatus withDelay(Duration delay) {
        CrawlSpec some = CrawlSpec.defaults(List.of());
        CrawlSpec spec = new CrawlSpec(
                "",
                List.of(),
                some.scope(),
                some.limits(),
                new CrawlSpec.Manners(delay, 1, true),
                some.follow(),
                Map.of());
        CrawlStatus.Counts none =
                new CrawlStatus.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), Map.of(), 0, 0, 0);
        return new CrawlStatus(
                1, spec, CrawlStatus.State.RUNNING, null, Instant.EPOCH, Instant.EPOCH, null, none, List.of());
    }
}
