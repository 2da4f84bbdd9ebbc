package io.orbweaver.app;

import io.orbweaver.export.OutputFormat;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files named by {@code -o}: whether their format is known and their place can be written to. */
public final class Outputs {
    private Outputs() {}

    /** Returns absolute paths, each once, and adds a sentence for each one that cannot be written. */
    public static List<Path> read(List<String> names, List<String> problems) {
        boolean archive = any(names, OutputFormat.WARC);
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            try {
                Path file = Path.of(name).toAbsolutePath().normalize();
                String problem = problem(name, file, archive);
                if (problem != null) {
                    problems.add(problem);
                } else if (!files.contains(file)) {
                    files.add(file);
                }
            } catch (InvalidPathException e) {
                problems.add("-o '" + name + "' is no file name: " + e.getReason() + ".");
            }
        }
        return files;
    }

    /** Whether one of the names asks for that format. */
    static boolean any(List<String> names, OutputFormat format) {
        return names.stream().anyMatch(name -> name.endsWith(format.ending()));
    }

    private static @Nullable String problem(String name, Path file, boolean archive) {
        if (OutputFormat.of(file) == OutputFormat.CDXJ && !archive) {
            return "-o " + name + " needs a .warc.gz to point into: add -o with a file that ends in .warc.gz.";
        }
        if (OutputFormat.of(file) == null) {
            return "-o " + name + " has an ending that names no format: use .warc.gz, .cdxj, .jsonl, .csv or .txt.";
        }
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return "-o " + name + " is in a directory that does not exist: create " + directory + " first.";
        }
        if (Files.isDirectory(file)) {
            return "-o " + name + " is a directory: name a file in it.";
        }
        return Files.isWritable(directory)
                ? null
                : "-o " + name + " is in a directory that cannot be written to: name a file elsewhere.";
    }
}
