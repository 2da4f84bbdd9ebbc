package io.orbweaver.fetch;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;

/** A body that was kept as received, decoded once more, as it was when it arrived. Stateless; any thread. */
public final class DecodedBody {
    private static final int SCRATCH = 32 << 10;

    private static final ContentCodings CODINGS = new ContentCodings();

    private DecodedBody() {}

    /**
     * Undoes the content coding that the fields name. What cannot be decoded to its end gives what could be; a coding
     * that was not asked for is left as it is.
     *
     * @param limit bytes after decoding where it ends
     */
    public static byte[] of(HeaderFields fields, byte[] received, int limit) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(Math.min(limit, Math.max(received.length, 32)));
        ContentDecoder.Output output = new ContentDecoder.Output() {
            @Override
            public int room() {
                return limit - decoded.size();
            }

            @Override
            public void accept(byte[] buffer, int offset, int length) {
                decoded.write(buffer, offset, length);
            }
        };
        try (ContentDecoder decoder = CODINGS.decoder(fields.list("Content-Encoding"), new byte[SCRATCH], limit)) {
            int used = 0;
            while (used < received.length && output.room() > 0) {
                used += decoder.decode(received, used, received.length - used, output);
            }
        } catch (DataFormatException e) {
            // What came before is what there is: the record says that the body is not whole.
            return decoded.toByteArray();
        }
        return decoded.toByteArray();
    }
}
