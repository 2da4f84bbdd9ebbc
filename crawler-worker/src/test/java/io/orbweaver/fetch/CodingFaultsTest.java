package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.testweb.fault.Fault;
import io.orbweaver.testweb.fault.FaultOptions;
import io.orbweaver.testweb.fault.FaultServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of a body in a content coding, sound or not; and that no decoder outlives its body. */
class CodingFaultsTest {
    private static final int LIMIT = 3_000_001;

    private final FaultServer server =
            FaultServer.start(FaultOptions.defaults().withAddress("127.1.254.3").withBombSize(256L << 20));
    private final FetchFixture fixture = FetchFixture.with(settings -> settings.idle = Duration.ofSeconds(10));

    @AfterEach
    void nothingIsLeft() {
        FetchFixture.eventually(
                "every decoder is freed", () -> fixture.fetcher().counts().decoders() == 0);
        assertThat(fixture.bodies().reserved()).isZero();
        assertThat(fixture.fetcher().counts().bodyBytes()).isZero();
        fixture.close();
        server.close();
    }

    private FetchOutcome.Answered answered(Fault fault, FetchFixture.Page page) {
        return fixture.answered(server.url(fault), LIMIT, page);
    }

    private String plain() {
        FetchFixture.Page page = new FetchFixture.Page();
        answered(Fault.UNKNOWN_CODING, page);
        return page.text();
    }

    @Test
    void everyCodingIsAskedFor() {
        answered(Fault.GZIP, new FetchFixture.Page());
        assertThat(server.requests().getFirst().fields()).containsEntry("accept-encoding", "gzip, deflate, br, zstd");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "GZIP",
                "GZIP_MEMBERS",
                "GZIP_PADDED",
                "DEFLATE_ZLIB",
                "DEFLATE_RAW",
                "BROTLI",
                "ZSTD",
                "ZSTD_FRAMES",
                "TWO_CODINGS"
            })
    void soundBodiesAreDecoded(Fault fault) {
        FetchFixture.Page page = new FetchFixture.Page();
        FetchOutcome.Answered answered = answered(fault, page);
        assertThat(answered.truncated()).isNull();
        assertThat(page.text()).isEqualTo(plain());
        assertThat(answered.body().length).isLessThan(page.decoded.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "GZIP_TRUNCATED",
                "GZIP_CORRUPT",
                "BROTLI_TRUNCATED",
                "BROTLI_CORRUPT",
                "ZSTD_TRUNCATED",
                "ZSTD_CORRUPT"
            })
    void brokenBodiesGiveWhatCameBefore(Fault fault) {
        FetchFixture.Page page = new FetchFixture.Page();
        FetchOutcome.Answered answered = answered(fault, page);
        assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DECODE);
        assertThat(answered.decodedBytes()).isEqualTo(page.decoded.size());
        if (!fault.name().startsWith("ZSTD")) {
            // A block of zstd is decoded as a whole, and this text is one block.
            assertThat(page.decoded.size()).isPositive();
            assertThat(page.text().substring(0, 1000)).isEqualTo(plain().substring(0, 1000));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GZIP_NOT", "BROTLI_NOT", "ZSTD_NOT", "ZSTD_WINDOW"})
    void whatIsNotInTheCodingIsKeptAsReceived(Fault fault) {
        FetchFixture.Page page = new FetchFixture.Page();
        FetchOutcome.Answered answered = answered(fault, page);
        assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.DECODE);
        assertThat(answered.body()).isNotEmpty();
        assertThat(page.text()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GZIP_EMPTY", "BROTLI_EMPTY", "ZSTD_EMPTY"})
    void anEmptyBodyIsNoError(Fault fault) {
        FetchOutcome.Answered answered = answered(fault, new FetchFixture.Page());
        assertThat(answered.truncated()).isNull();
        assertThat(answered.decodedBytes()).isZero();
    }

    @Test
    void tooManyCodingsAreLeftAsTheyAre() {
        FetchFixture.Page page = new FetchFixture.Page();
        FetchOutcome.Answered answered = answered(Fault.MANY_CODINGS, page);
        assertThat(answered.truncated()).isNull();
        assertThat(page.decoded.toByteArray()).isEqualTo(answered.body());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"GZIP_BOMB", "BROTLI_BOMB", "ZSTD_BOMB"})
    void bombsEndAtTheLimit(Fault fault) {
        FetchFixture.Page page = new FetchFixture.Page();
        FetchOutcome.Answered answered = answered(fault, page);
        assertThat(answered.truncated()).isEqualTo(FetchOutcome.Truncation.LENGTH);
        assertThat(answered.decodedBytes()).isEqualTo(LIMIT);
        assertThat(page.decoded.size()).isEqualTo(LIMIT);
    }

    @Test
    void aBombBetweenTwoCodingsEndsTheDecoding() {
        FetchFixture.Page page = new FetchFixture.Page();
        assertThat(answered(Fault.BOMB_WITHIN, page).truncated()).isEqualTo(FetchOutcome.Truncation.DECODE);
        assertThat(page.decoded.size()).isZero();
    }

    @Test
    void whateverIsAskedForAtOnceNoDecoderIsLeft() {
        List<Future<FetchOutcome>> fetches = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (Fault fault : Fault.values()) {
                if (fault.name().startsWith("BROTLI") || fault.name().startsWith("ZSTD")) {
                    fetches.add(fixture.start(server.url(fault), LIMIT, new FetchFixture.Page(), 8));
                }
            }
        }
        fetches.forEach(FetchFixture::await);
        assertThat(fetches).allMatch(fetch -> fetch.result() instanceof FetchOutcome.Answered);
    }

    @Test
    void closingTheFetcherFreesDecodersOfBodiesUnderWay() {
        fixture.fetcher().holdBodies(true);
        List<Future<FetchOutcome>> fetches = new ArrayList<>();
        for (Fault fault : List.of(Fault.BROTLI_BOMB, Fault.ZSTD_BOMB, Fault.GZIP_BOMB)) {
            fetches.add(fixture.start(server.url(fault), LIMIT, new FetchFixture.Page(), 8));
        }
        FetchFixture.eventually("all wait", () -> fixture.fetcher().counts().bodiesWaiting() == fetches.size());
        FetchFixture.await(fixture.fetcher().close());
        fetches.forEach(FetchFixture::await);
    }
}
