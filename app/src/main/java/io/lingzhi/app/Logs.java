package io.lingzhi.app;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where log lines go: the error stream, one line a record, so that the output stream holds results only. */
public final class Logs {
    private static final Logger ROOT = Logger.getLogger("");
    // Held here, since the platform forgets the level of a logger that nobody holds.
    private static final Logger OWN = Logger.getLogger("io.lingzhi");
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("io.netty"));

    private Logs() {}

    static void configure() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tY-%1$tm-%1$td %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        setDebug(false);
    }

    /** Whether our own rooms log details. */
    public static void setDebug(boolean debug) {
        Level level = debug ? Level.FINE : Level.INFO;
        OWN.setLevel(level);
        for (Handler handler : ROOT.getHandlers()) {
            handler.setLevel(level);
        }
    }
}
