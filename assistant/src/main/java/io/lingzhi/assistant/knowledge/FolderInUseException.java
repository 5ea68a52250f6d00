package io.lingzhi.assistant.knowledge;

import java.io.IOException;
import java.nio.file.Path;

/** The folder of the bases belongs to another running service. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path folder;

    FolderInUseException(Path folder) {
        super("the knowledge bases in " + folder + " are open in another process: stop that one, or choose another"
                + " folder with --data");
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }
}
