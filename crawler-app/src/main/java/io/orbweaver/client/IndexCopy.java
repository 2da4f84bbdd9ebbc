package io.orbweaver.client;

import io.orbweaver.json.IndexJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Copies an index and makes its lines point into an archive of another name, which is the last field of each. */
final class IndexCopy {
    private static final int MOST_OF_A_LINE = 1 << 20;

    private IndexCopy() {}

    static void copy(InputStream from, OutputStream out, String oldArchive, String newArchive) throws IOException {
        byte[] old = end(oldArchive);
        byte[] fresh = end(newArchive);
        InputStream in = new BufferedInputStream(from);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0; one = in.read()) {
            line.write(one);
            if (line.size() > MOST_OF_A_LINE) {
                throw new IOException("a line of the index has more than " + MOST_OF_A_LINE + " bytes");
            }
            if (one == '\n') {
                byte[] bytes = line.toByteArray();
                int kept = bytes.length - old.length;
                if (kept < 0 || !Arrays.equals(bytes, kept, bytes.length, old, 0, old.length)) {
                    throw new IOException("a line of the index does not point into " + oldArchive);
                }
                out.write(bytes, 0, kept);
                out.write(fresh);
                line.reset();
            }
        }
    }

    private static byte[] end(String archive) throws IOException {
        return (IndexJson.object(Map.of("filename", archive)).substring(1) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
