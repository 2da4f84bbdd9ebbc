package io.orbweaver.store;

import org.jspecify.annotations.Nullable;

/**
 * A data directory cannot be used. The message is one sentence for the person who started the node: what is wrong, where,
 * and what to do. When it is thrown, nothing in the directory was changed.
 */
public final class DataDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller can tell apart. */
    public enum Reason {
        NOT_A_DIRECTORY,
        NOT_WRITABLE,
        /** It holds files, but none of them say that they are ours. */
        FOREIGN,
        IN_USE,
        NEWER_FORMAT,
        OLDER_FORMAT,
        /** It belongs to another node. */
        OTHER_NODE,
        CORRUPT,
        DISK_FULL,
        OTHER
    }

    private final Reason reason;

    DataDirectoryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
