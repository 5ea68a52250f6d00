package io.lingzhi.gateway.config;

import java.nio.file.Path;

/** A spot in a configuration file. Lines and columns count from 1. */
public record Place(Path file, int line, int column) {
    /** The first character, for what concerns the file as a whole. */
    static Place start(Path file) {
        return new Place(file, 1, 1);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
