package io.lingzhi.app;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Where log lines go: the error stream, one line a record, so that the output stream holds results only. */
public final class Logs {
    private static final Logger ROOT = root();
    // Held here, since the platform forgets the level of a logger that nobody holds.
    private static final Logger OWN = Logger.getLogger("io.lingzhi");
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("io.netty"));

    private Logs() {}

    static void configure() {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        setDebug(false);
    }

    /** The root of all loggers, with our one handler in the place of the platform's. */
    private static Logger root() {
        System.setProperty("java.util.logging.config.class", Nothing.class.getName());
        Logger root = Logger.getLogger("");
        root.addHandler(new ErrorStream());
        return root;
    }

    /** The platform's configuration of loggers: none, in the place of its file. */
    public static final class Nothing {}

    /** Writes each record at once. */
    private static final class ErrorStream extends StreamHandler {
        ErrorStream() {
            super(System.err, new LogLine());
        }

        @Override
        public synchronized void publish(LogRecord log) {
            super.publish(log);
            flush();
        }

        /** The platform closes handlers when the process ends; others still write to the stream then. */
        @Override
        public synchronized void close() {
            flush();
        }
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
