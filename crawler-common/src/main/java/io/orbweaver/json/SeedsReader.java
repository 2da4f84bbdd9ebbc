package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.orbweaver.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads {@code {"seeds": ["…", …]}} as it arrives, in memory that does not grow with it. One thread at a time.
 */
public final class SeedsReader {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().streamReadConstraints(JsonDocument.BOUNDS).build();

    private enum Place {
        BEFORE,
        OBJECT,
        NAME,
        LIST,
        AFTER
    }

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final Consumer<String> seeds;
    private Place place = Place.BEFORE;
    private boolean listed;
    private long index;

    /** {@code seeds} hears each text of the list, in order. */
    public SeedsReader(Consumer<String> seeds) {
        this.seeds = seeds;
        try {
            parser = FACTORY.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new UncheckedIOException("a parser of memory failed", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Takes the next bytes in. */
    public void feed(byte[] bytes) throws InvalidJsonException {
        try {
            feeder.feedInput(bytes, 0, bytes.length);
            read();
        } catch (JsonProcessingException e) {
            throw invalid("", JsonDocument.syntax(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** No more bytes come. */
    public void end() throws InvalidJsonException {
        feeder.endOfInput();
        try {
            read();
        } catch (JsonProcessingException e) {
            throw invalid("", JsonDocument.syntax(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        if (place != Place.AFTER) {
            throw invalid("", "ends before it is complete");
        }
        if (!listed) {
            throw invalid("/seeds", "is missing: write {\"seeds\": [\"https://…\"]}");
        }
    }

    private void read() throws IOException, InvalidJsonException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            place = after(token);
        }
    }

    private Place after(JsonToken token) throws IOException, InvalidJsonException {
        return switch (place) {
            case BEFORE -> expect(token, JsonToken.START_OBJECT, "", "is no JSON object", Place.OBJECT);
            case OBJECT -> {
                if (token == JsonToken.END_OBJECT) {
                    yield Place.AFTER;
                }
                String name = parser.currentName();
                if (!name.equals("seeds") || listed) {
                    throw invalid("/" + name, listed ? "is one field too many" : "is no field here: use seeds");
                }
                listed = true;
                yield Place.NAME;
            }
            case NAME -> expect(token, JsonToken.START_ARRAY, "/seeds", "is no list", Place.LIST);
            case LIST -> {
                if (token == JsonToken.END_ARRAY) {
                    yield Place.OBJECT;
                }
                expect(token, JsonToken.VALUE_STRING, "/seeds/" + index, "is no text", Place.LIST);
                index++;
                seeds.accept(parser.getText());
                yield Place.LIST;
            }
            case AFTER -> throw invalid("", "goes on behind its end");
        };
    }

    private static Place expect(JsonToken found, JsonToken wanted, String pointer, String problem, Place next)
            throws InvalidJsonException {
        if (found != wanted) {
            throw invalid(pointer, problem + ": write {\"seeds\": [\"https://…\"]}");
        }
        return next;
    }

    private static InvalidJsonException invalid(String pointer, String detail) {
        return new InvalidJsonException(List.of(new Problem(pointer, detail)));
    }
}
