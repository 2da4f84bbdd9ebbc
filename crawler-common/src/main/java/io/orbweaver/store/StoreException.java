package io.orbweaver.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * The store could not do what it was asked. The message is one sentence that says what failed and where; {@link #kind}
 * tells callers apart what a person has to do about it.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller can tell apart. */
    public enum Kind {
        /** The file system has no room left; freeing some and opening the store again mends it. */
        DISK_FULL,
        /** Files of the store are damaged or missing. */
        CORRUPT,
        /** Another store object or process holds the directory. */
        IN_USE,
        /** The native library cannot be loaded: no store can be opened in this process. */
        NO_LIBRARY,
        /** Anything else: an input or output error, a closed store, a log that could not be made durable. */
        OTHER
    }

    private final Kind kind;

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Translates a failure of RocksDB; {@code what} is the start of a sentence, as in "The store in /data cannot be read". */
    static StoreException of(String what, RocksDBException failure) {
        Kind kind = kindOf(failure.getStatus());
        String reason = switch (kind) {
            case DISK_FULL -> "the disk is full";
            case CORRUPT -> "its files are damaged";
            case IN_USE -> "another process, or this one, has it open";
            case NO_LIBRARY, OTHER -> "an input or output error";
        };
        return new StoreException(kind, what + ": " + reason + " (" + failure.getMessage() + ").", failure);
    }

    /** Returns what RocksDB said, or else the message, without the full stop: to go into a sentence of the caller. */
    String detail() {
        Throwable deepest = this;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /**
     * Turns the failure to open a store that was there before into damage when a file is gone: RocksDB reports that as a
     * plain input or output error.
     */
    static StoreException missingFileMeansDamage(StoreException problem, Path directory) {
        String message = problem.getMessage();
        return problem.kind == Kind.OTHER && message != null && message.contains("No such file")
                ? new StoreException(
                        Kind.CORRUPT, "The store in " + directory + " lost a file (" + message + ").", problem)
                : problem;
    }

    static Kind kindOf(@Nullable Status status) {
        if (status == null) {
            return Kind.OTHER;
        }
        return switch (status.getCode()) {
            case Corruption -> Kind.CORRUPT;
            case IOError -> kindOfInputOutputError(status);
            default -> Kind.OTHER;
        };
    }

    private static Kind kindOfInputOutputError(Status status) {
        if (status.getSubCode() == Status.SubCode.NoSpace) {
            return Kind.DISK_FULL;
        }
        // A lock that is taken has no status code of its own; only its text names it.
        String state = status.getState();
        return state != null && (state.startsWith("lock hold by") || state.contains("While lock file"))
                ? Kind.IN_USE
                : Kind.OTHER;
    }
}
