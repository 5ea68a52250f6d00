package io.lingzhi.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what the server library's watch over its event loops says, from all loggers of this process. */
final class BlockedThreadWarnings extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> texts = new CopyOnWriteArrayList<>();

    void listen() {
        ROOT.addHandler(this);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void publish(LogRecord line) {
        if (String.valueOf(line.getLoggerName()).endsWith("BlockedThreadChecker")) {
            texts.add(line.getMessage() + " " + List.of(stack(line)));
        }
    }

    private static StackTraceElement[] stack(LogRecord line) {
        Throwable at = line.getThrown();
        return at == null ? new StackTraceElement[0] : at.getStackTrace();
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
