package io.orbweaver.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.crawl.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofMinutes(2));

    @ParameterizedTest
    @CsvSource({
        "DNS, 1, retry PT0.5S",
        "CONNECT, 1, retry PT0.5S",
        "TIMEOUT, 2, retry PT1S",
        "PROTOCOL, 3, retry PT2S",
        "DNS, 4, give up dns",
        "CONNECT, 4, give up connect",
        "TIMEOUT, 4, give up timeout",
        "PROTOCOL, 4, give up protocol",
        "TLS, 1, give up tls",
        "REFUSED_ADDRESS, 1, give up refusedAddress",
        "TOO_MANY_REDIRECTS, 1, give up tooManyRedirects",
        "ROBOTS, 1, give up robots",
        "WAITING, 1, give up waiting",
    })
    void triesAgainWhatMayPass(FailureKind kind, int attempts, String decision) {
        assertThat(described(POLICY.afterFailure(kind, attempts, 0.0))).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        // status, Retry-After, attempts, decision
        "200, , 1, accept",
        "404, , 1, accept",
        "501, , 1, accept",
        "200, PT9S, 1, accept",
        "500, , 1, retry PT0.5S",
        "502, , 3, retry PT2S",
        "504, , 4, accept",
        "408, , 1, retry PT0.5S",
        "500, PT9S, 1, retry PT9S",
        "500, PT9S, 4, accept",
        "500, PT121S, 1, accept",
        "429, , 1, retry PT0.5S",
        "503, , 3, retry PT2S",
        "503, , 4, accept",
        "429, PT30S, 1, retry PT30S",
        "429, PT0S, 4, accept",
        "503, PT1S, 3, retry PT2S",
        "503, PT120S, 1, retry PT2M",
        "503, PT121S, 1, give up waiting",
        "503, PT30S, 4, give up waiting",
    })
    void obeysAHostThatAsksForTime(int status, Duration retryAfter, int attempts, String decision) {
        assertThat(described(POLICY.afterAnswer(status, retryAfter, attempts, 0.0)))
                .isEqualTo(decision);
    }

    @Test
    void zeroMeansNoRetryAndNoLimitOfTheWait() {
        RetryPolicy policy = new RetryPolicy(0, Duration.ZERO);
        assertThat(described(policy.afterFailure(FailureKind.TIMEOUT, 1, 0.0))).isEqualTo("give up timeout");
        assertThat(described(policy.afterAnswer(500, null, 1, 0.0))).isEqualTo("accept");
        assertThat(described(new RetryPolicy(1, Duration.ZERO).afterAnswer(503, Duration.ofDays(9), 1, 0.0)))
                .isEqualTo("retry PT216H");
    }

    private static String described(Decision decision) {
        return switch (decision) {
            case Decision.Retry retry -> "retry " + retry.after();
            case Decision.GiveUp giveUp -> "give up " + giveUp.kind().label();
            case Decision.Accept ignored -> "accept";
        };
    }
}
