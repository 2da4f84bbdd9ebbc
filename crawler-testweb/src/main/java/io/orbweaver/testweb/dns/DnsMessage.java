package io.orbweaver.testweb.dns;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one question of a query, and answers to it in the format of RFC 1035. Additional records of the query (EDNS) are
 * passed over.
 *
 * @param name in lower case and without the final dot
 * @param question the question section as it came, which every answer repeats
 */
record DnsMessage(int id, boolean recursionDesired, String name, int type, Buffer question) {
    static final int TYPE_A = 1;
    static final int TYPE_AAAA = 28;
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int UNKNOWN_NAME = 3;

    private static final int HEADER_LENGTH = 12;
    private static final int AUTHORITATIVE_RESPONSE = 0x8400;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int CLASS_INTERNET = 1;
    private static final int POINTER_TO_QUESTION = 0xC000 | HEADER_LENGTH;

    /** Returns the query, or null where the datagram is not a query with one question. */
    static @Nullable DnsMessage parse(Buffer datagram) {
        if (datagram.length() < HEADER_LENGTH || datagram.getUnsignedShort(4) != 1 || datagram.getByte(2) < 0) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        int position = HEADER_LENGTH;
        while (position < datagram.length() && datagram.getByte(position) != 0) {
            int length = datagram.getUnsignedByte(position);
            if (length > 63 || position + 1 + length > datagram.length()) {
                return null;
            }
            String label = datagram.getString(position + 1, position + 1 + length, StandardCharsets.ISO_8859_1.name());
            name.append(name.isEmpty() ? "" : ".").append(label);
            position += 1 + length;
        }
        int end = position + 5;
        if (end > datagram.length()) {
            return null;
        }
        return new DnsMessage(
                datagram.getUnsignedShort(0),
                (datagram.getUnsignedShort(2) & RECURSION_DESIRED) != 0,
                name.toString().toLowerCase(Locale.ROOT),
                datagram.getUnsignedShort(position + 1),
                datagram.slice(HEADER_LENGTH, end));
    }

    /** Returns a response of the code with address records of the question's type. */
    Buffer answer(int code, List<byte[]> addresses, int ttlSeconds) {
        int flags = AUTHORITATIVE_RESPONSE | RECURSION_AVAILABLE | (recursionDesired ? RECURSION_DESIRED : 0) | code;
        Buffer response = Buffer.buffer(HEADER_LENGTH + question.length() + 28 * addresses.size())
                .appendUnsignedShort(id)
                .appendUnsignedShort(flags)
                .appendUnsignedShort(1)
                .appendUnsignedShort(addresses.size())
                .appendInt(0)
                .appendBuffer(question);
        for (byte[] address : addresses) {
            response.appendUnsignedShort(POINTER_TO_QUESTION)
                    .appendUnsignedShort(type)
                    .appendUnsignedShort(CLASS_INTERNET)
                    .appendInt(ttlSeconds)
                    .appendUnsignedShort(address.length)
                    .appendBytes(address);
        }
        return response;
    }
}
