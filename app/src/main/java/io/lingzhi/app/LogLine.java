package io.lingzhi.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * A log record as one line: when, how grave, who says it, and what; behind it an exception's stack. The platform's own
 * formatter tries its pattern with a date when it is made, which takes a twentieth of a start.
 */
final class LogLine extends Formatter {
    @Override
    public String format(LogRecord log) {
        String when = Clock.PATTERN.format(log.getInstant());
        return "%s %-7s %s: %s%s%n"
                .formatted(
                        when, log.getLevel().getLocalizedName(), log.getLoggerName(), formatMessage(log), stack(log));
    }

    private static String stack(LogRecord log) {
        if (log.getThrown() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        text.write(System.lineSeparator());
        log.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Made when the first line is written: many runs write none. */
    private static final class Clock {
        static final DateTimeFormatter PATTERN =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    }
}
