package io.orbweaver.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine or container is called. */
final class HostName {
    private static final Logger LOG = LoggerFactory.getLogger(HostName.class);
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 64;

    private HostName() {}

    /** Returns the name, made of what a node's name may be made of; null where none is known. */
    static @Nullable String of(Map<String, String> environment) {
        String name = asked(environment).replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? null : name.substring(0, Math.min(LONGEST, name.length()));
    }

    private static String asked(Map<String, String> environment) {
        String variable = environment.getOrDefault("HOSTNAME", "");
        if (!variable.isBlank()) {
            return variable.strip();
        }
        try {
            return Files.exists(LINUX)
                    ? Files.readString(LINUX).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            LOG.debug("this machine does not know its name", e);
            return "";
        }
    }
}
