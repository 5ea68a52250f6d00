package io.lingzhi.app;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where log lines go: the error stream, one line a record, so that the output stream holds results only. */
public final class Logs {
    private static final Logger ROOT = Logger.getLogger("");

    private Logs() {}

    static void configure() {
        System.setProperty(
                "java.util.logging.SimpleFormatter.format", "%1$tY-%1$tm-%1$td %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        setDebug(false);
    }

    /** Whether our own rooms log details. */
    public static void setDebug(boolean debug) {
        Level level = debug ? Level.FINE : Level.INFO;
        Logger.getLogger("io.lingzhi").setLevel(level);
        for (Handler handler : ROOT.getHandlers()) {
            handler.setLevel(level);
        }
        Logger.getLogger("org.flywaydb").setLevel(Level.WARNING);
        Logger.getLogger("io.netty").setLevel(Level.WARNING);
    }
}
