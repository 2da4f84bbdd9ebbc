package io.orbweaver.explain;

import io.orbweaver.commit.StoredUrl;
import io.orbweaver.frontier.HostRow;
import io.orbweaver.frontier.UrlState;
import io.orbweaver.politeness.Effective;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The earliest time at which a queued URL may be requested, as far as that is on disk. Pure. */
public final class NextAttempt {
    private NextAttempt() {}

    /** Returns null where nothing but the URL's turn is in the way. */
    static @Nullable Instant of(StoredUrl known, Effective manners, Instant now) {
        UrlState.Note note = known.state() == null ? null : known.state().note();
        return of(known.host(), note == null ? 0 : note.dueMillis(), manners, now);
    }

    /** The same of any URL of a host; {@code dueMillis}: before that it may not be, zero where there is no such time. */
    public static @Nullable Instant of(HostRow host, long dueMillis, Effective manners, Instant now) {
        long millis = Math.max(
                dueMillis,
                Math.max(
                        host.blockedUntilMillis(),
                        host.lastEndMillis() + manners.delay().toMillis()));
        Instant at = now.toEpochMilli() >= millis ? now : Instant.ofEpochMilli(millis);
        boolean spent = manners.pagesPerDay() > 0
                && host.day() == at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay()
                && host.pagesOfDay() >= manners.pagesPerDay();
        if (spent) {
            at = at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        }
        if (manners.window() != null && !manners.window().open(at)) {
            at = at.plus(manners.window().untilOpen(at));
        }
        return at.equals(now) ? null : at;
    }
}
