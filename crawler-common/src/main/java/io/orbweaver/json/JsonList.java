package io.orbweaver.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer {@code {"items": [...], "next": ...}} item by item: there is never more than one of them in memory, and
 * one may be as large as {@link #MOST_OF_AN_ITEM}. One thread.
 */
public final class JsonList {
    /** In bytes; a crawl with all the seeds that it can be created with is smaller. */
    static final long MOST_OF_AN_ITEM = 16 << 20;

    private JsonList() {}

    /**
     * Reads the stream to its end, and does not close it.
     *
     * @return {@code next}: the cursor to go on with, null at the end of the list
     * @throws IOException where reading fails, or an item is too large
     * @throws InvalidJsonException where what comes is no such answer
     */
    public static @Nullable String read(InputStream in, Consumer<JsonValue> each)
            throws IOException, InvalidJsonException {
        Allowance bounded = new Allowance(in);
        try (JsonParser json = JsonDocument.parser(bounded)) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            String next = null;
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        bounded.renew();
                        each.accept(new JsonValue(json.readValueAsTree()));
                    }
                } else if (name.equals("next") && value == JsonToken.VALUE_STRING) {
                    next = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            expect(json.currentToken(), JsonToken.END_OBJECT);
            expect(json.nextToken(), null);
            return next;
        } catch (JsonProcessingException e) {
            throw JsonDocument.invalid(JsonDocument.syntax(e));
        }
    }

    private static void expect(@Nullable JsonToken found, @Nullable JsonToken wanted) throws InvalidJsonException {
        if (found != wanted) {
            throw JsonDocument.invalid("is no list of items");
        }
    }

    /** Lets so many bytes through until it is renewed. */
    private static final class Allowance extends FilterInputStream {
        private long left = MOST_OF_AN_ITEM;

        Allowance(InputStream in) {
            super(in);
        }

        void renew() {
            left = MOST_OF_AN_ITEM;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("the answer has an item of more than " + MOST_OF_AN_ITEM + " bytes");
            }
            return read;
        }
    }
}
