package io.lingzhi.app;

import java.nio.file.Path;
import java.util.Optional;

/** The service cannot start. The message is one clear line for the operator. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Path> folderInUse;

    public StartException(String line, Throwable cause) {
        super(line, cause);
        this.folderInUse = Optional.empty();
    }

    private StartException(Path folder, Throwable cause) {
        super(cause.getMessage(), cause);
        this.folderInUse = Optional.of(folder);
    }

    /** The folder of the knowledge bases belongs to another process. */
    static StartException folderInUse(Path folder, Throwable cause) {
        return new StartException(folder, cause);
    }

    /** The folder that another process has, if that is why. */
    public Optional<Path> folderInUse() {
        return folderInUse;
    }
}
