package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private final LogRecord log = new LogRecord(Level.WARNING, "键 {0} is odd");

    LogLineTest() {
        log.setLoggerName("io.lingzhi.test");
        log.setParameters(new Object[] {"a"});
    }

    @Test
    void isOneLineWithTimeLevelAndName() {
        assertThat(new LogLine().format(log))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\S+ +io\\.lingzhi\\.test: 键 a is odd\\R");
    }

    @Test
    void anExceptionStandsBehindIt() {
        log.setThrown(new IllegalStateException("broken"));
        assertThat(new LogLine().format(log).lines().skip(1))
                .startsWith("java.lang.IllegalStateException: broken")
                .hasSizeGreaterThan(1);
    }
}
