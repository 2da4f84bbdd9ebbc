package io.orbweaver.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.crawl.CrawlStatus.Reason;
import io.orbweaver.crawl.PageRecord;
import io.orbweaver.message.ShardQuestion.Filter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions about shards and their answers arrive as they were sent. */
class ShardQuestionTest {

    static Stream<ShardQuestion> questions() {
        return Stream.of(
                new ShardQuestion.Pages(65_535, Integer.MAX_VALUE, Long.MAX_VALUE, Filter.EVERYTHING, 1),
                new ShardQuestion.Pages(0, 1, 0, new Filter("example.com", 404, false), Integer.MAX_VALUE),
                new ShardQuestion.Page(7, 1, "http://example.com/é"),
                new ShardQuestion.Captures(7, 1, 1L << 40),
                new ShardQuestion.Content(7, 1, 2, true, 5_000_000_000L),
                new ShardQuestion.Explain(7, 1, "http://example.com/", null),
                new ShardQuestion.Explain(7, 1, "http://example.com/", Reason.STOPPED),
                new ShardQuestion.OfHost(7, "example.com"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionArrivesAsItWasAsked(ShardQuestion question) {
        assertThat(ShardQuestion.decode(question.encode())).isEqualTo(question);
    }

    static Stream<ShardAnswer> answers() {
        StoredPage page = new StoredPage(9, page());
        return Stream.of(
                new ShardAnswer.Pages(List.of(page, page), 9),
                new ShardAnswer.Pages(List.of(), 0),
                new ShardAnswer.Page(page),
                new ShardAnswer.Page(null),
                new ShardAnswer.Captures(
                        List.of(new ShardAnswer.Captured(page, new ShardAnswer.Part(9_000, new byte[3_000]))), 9),
                new ShardAnswer.Part(3, new byte[] {1, 2, 3}),
                new ShardAnswer.Json("{}"),
                new ShardAnswer.Refused(ShardAnswer.Why.BUSY));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerArrivesAsItWasGiven(ShardAnswer answer) {
        // Bytes within are compared, too.
        assertThat(ShardAnswer.decode(answer.encode()))
                .usingRecursiveComparison()
                .isEqualTo(answer);
    }

    @Test
    void whatIsNoQuestionIsRefused() {
        assertThatThrownBy(() -> ShardQuestion.decode(new byte[] {99, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShardAnswer.decode(new byte[] {99})).isInstanceOf(IllegalArgumentException.class);
    }

    private static PageRecord page() {
        return new PageRecord(
                "http://example.com/",
                null,
                "example.com",
                200,
                "text/html",
                "UTF-8",
                "title",
                12,
                10,
                null,
                1,
                null,
                Instant.ofEpochMilli(5),
                42,
                null,
                "HTTP/1.1",
                "sha256:ab",
                null,
                List.of("http://example.com/a"),
                3,
                null,
                "",
                null,
                null,
                List.of(),
                300);
    }
}
