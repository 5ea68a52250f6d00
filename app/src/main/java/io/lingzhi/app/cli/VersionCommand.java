package io.lingzhi.app.cli;

import picocli.CommandLine.Command;

/** {@code lingzhi version}: the version of this program and of the Java that runs it. */
@Command(name = "version")
final class VersionCommand implements Runnable {
    private final Surroundings around;

    VersionCommand(Surroundings around) {
        this.around = around;
    }

    /** The version that the build wrote into the program's file; {@code dev} when it runs from class folders. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /** What {@code version} and {@code --version} say. */
    static String line() {
        return "lingzhi " + version() + " (Java " + Runtime.version().feature() + ")";
    }

    @Override
    public void run() {
        around.out().println(line());
    }
}
