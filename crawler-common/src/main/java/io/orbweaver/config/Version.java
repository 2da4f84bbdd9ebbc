package io.orbweaver.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, as Maven wrote it beside the classes. */
public final class Version {
    private static final String TEXT = read("/io/orbweaver/version.properties");

    private Version() {}

    /** Returns the version, such as {@code 1.2.0}. */
    public static String text() {
        return TEXT;
    }

    private static String read(String resource) {
        try (InputStream in = Version.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
