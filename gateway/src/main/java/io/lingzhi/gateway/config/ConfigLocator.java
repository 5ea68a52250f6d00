package io.lingzhi.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the configuration file of a start: the one named, else the first of three usual places. */
public final class ConfigLocator {
    private final Path workingFolder;
    private final Path home;

    public ConfigLocator(Path workingFolder, Path home) {
        this.workingFolder = workingFolder;
        this.home = home;
    }

    /** The file named on the command line, whether it exists or not: a wrong name is an error, not a default. */
    public Path named(String configOption) {
        return workingFolder.resolve(configOption);
    }

    /** The first usual place that holds a file; empty: use the built-in default. */
    public Optional<Path> usual() {
        return usualPlaces().stream().filter(Files::exists).findFirst();
    }

    /** The usual places in the order of the search. */
    public List<Path> usualPlaces() {
        return List.of(
                workingFolder.resolve("config.yaml"),
                workingFolder.resolve("config").resolve("cliproxyapi").resolve("config.yaml"),
                home.resolve(".lingzhi").resolve("config.yaml"));
    }
}
