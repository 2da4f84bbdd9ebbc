package io.orbweaver.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The daily hours in which requests may start, by the clocks of one time zone: {@code 22:00-06:00 Europe/Berlin}. The
 * start belongs to it, the end does not; a window may pass midnight; {@code 24:00} is the end of the day. What the
 * clocks show decides: an hour that is skipped in spring is never open, one that comes twice in autumn is open twice.
 * Immutable, safe on any thread.
 */
public final class Window {
    private static final Pattern FORM = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})\\s+(\\S+)");
    private static final int DAY = 24 * 60;
    /** More than any zone has ever skipped or shifted, so that an opening is always among the candidates. */
    private static final int DAYS_AHEAD = 4;

    private final int start;
    private final int end;
    private final ZoneId zone;

    private Window(int start, int end, ZoneId zone) {
        this.start = start;
        this.end = end;
        this.zone = zone;
    }

    /**
     * Reads {@code HH:MM-HH:MM Zone}.
     *
     * @throws IllegalArgumentException with a sentence for the user where the text is no window
     */
    public static Window parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no window: write two times and a time zone, such as '22:00-06:00 Europe/Berlin'");
        }
        int start = minutes(text, form.group(1), form.group(2));
        int end = minutes(text, form.group(3), form.group(4));
        if (start == DAY) {
            throw new IllegalArgumentException("'" + text + "' cannot start at 24:00: write 00:00");
        }
        if (start == end) {
            throw new IllegalArgumentException(
                    "'" + text + "' starts when it ends: leave the window out to allow requests at all times");
        }
        try {
            return new Window(start, end, ZoneId.of(form.group(5)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + form.group(5) + "' is no time zone: write one such as 'Europe/Berlin' or 'UTC'", e);
        }
    }

    private static int minutes(String text, String hour, String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        if (minutes > 59 || hours * 60 + minutes > DAY) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a time that no clock shows: " + hour + ":" + minute + " (00:00 to 24:00)");
        }
        return hours * 60 + minutes;
    }

    /** Returns whether requests may start at that time. */
    public boolean open(Instant time) {
        LocalTime clock = time.atZone(zone).toLocalTime();
        int minute = clock.getHour() * 60 + clock.getMinute();
        return start < end ? minute >= start && minute < end : minute >= start || minute < end;
    }

    /** Returns how long after that time the window opens: zero where it is open. */
    public Duration untilOpen(Instant time) {
        if (open(time)) {
            return Duration.ZERO;
        }
        return candidates(time).stream()
                .filter(candidate -> candidate.isAfter(time) && open(candidate))
                .min(Instant::compareTo)
                .map(opening -> Duration.between(time, opening))
                .orElseThrow(() -> new IllegalStateException(this + " never opens after " + time));
    }

    /** A closed window opens when the clocks come to its start, or are put forward or back into it. */
    private List<Instant> candidates(Instant time) {
        ZoneRules rules = zone.getRules();
        List<Instant> found = new ArrayList<>();
        LocalDate today = time.atZone(zone).toLocalDate();
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            LocalDateTime opening = today.plusDays(day).atTime(start / 60, start % 60);
            for (ZoneOffset offset : rules.getValidOffsets(opening)) {
                found.add(opening.toInstant(offset));
            }
        }
        ZoneOffsetTransition change = rules.nextTransition(time);
        if (change != null) {
            found.add(change.getInstant());
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Window window && start == window.start && end == window.end && zone.equals(window.zone);
    }

    @Override
    public int hashCode() {
        return (start * DAY + end) * 31 + zone.hashCode();
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return clock(start) + "-" + clock(end) + " " + zone;
    }

    private static String clock(int minutes) {
        return String.valueOf(100 + minutes / 60).substring(1)
                + ":"
                + String.valueOf(100 + minutes % 60).substring(1);
    }
}
