package io.orbweaver.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orbweaver.client.EventReader.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Server-sent events, HTML Living Standard, section 9.2.6. */
class EventReaderTest {

    private static List<Event> read(String text) throws IOException {
        List<Event> events = new ArrayList<>();
        try (EventReader reader = new EventReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        }
        return events;
    }

    @Test
    void eventsHaveANameAndData() throws IOException {
        assertThat(read("event: state\ndata: {\"a\": 1}\n\n: comment\n\ndata:x\ndata: y\n\nid: 7\ndata\n\n"))
                .containsExactly(new Event("state", "{\"a\": 1}"), new Event("message", "x\ny"));
    }

    @Test
    void linesEndInEveryWay() throws IOException {
        assertThat(read("data: a\r\n\r\ndata: b\r\rdata: c\n\n"))
                .extracting(Event::data)
                .containsExactly("a", "b", "c");
    }

    @Test
    void anEventThatIsNotCompleteIsLost() throws IOException {
        assertThat(read("data: a\n\ndata: b\n")).hasSize(1);
        assertThat(read("data: a")).isEmpty();
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream("data: ".getBytes(UTF_8)), new ByteArrayInputStream(new byte[2 << 20]));
        try (EventReader reader = new EventReader(endless)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(reader::next);
        }
    }
}
