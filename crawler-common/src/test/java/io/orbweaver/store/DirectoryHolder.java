package io.orbweaver.store;

import java.io.IOException;
import java.nio.file.Path;

/** A program that takes a data directory, says its node or why it is refused, and holds it until it is killed or its input ends. */
final class DirectoryHolder {
    private DirectoryHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (DataDirectory held = DataDirectory.open(Path.of(arguments[0]), null)) {
            System.out.println(held.nodeId());
            while (System.in.read() >= 0) {
                System.out.flush();
            }
        } catch (DataDirectoryException refusal) {
            System.out.println(refusal.reason());
        }
    }
}
