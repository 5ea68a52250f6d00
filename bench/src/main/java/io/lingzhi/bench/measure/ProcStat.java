package io.lingzhi.bench.measure;

import java.util.List;

/**
 * One line of {@code /proc/PID/stat}, as far as it is used (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html,
 * read 2026-11-25).
 *
 * @param ticks CPU time in user and kernel mode, in clock ticks, of which Linux shows 100 a second
 */
public record ProcStat(long pid, long parent, long ticks) {
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Reads a line. The name, in parentheses, may hold anything, spaces and parentheses too. */
    public static ProcStat parse(String line) {
        int nameEnd = line.lastIndexOf(')');
        if (nameEnd < 0) {
            throw new IllegalArgumentException("not a line of /proc/PID/stat: " + line);
        }
        long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
        List<String> rest = List.of(line.substring(nameEnd + 1).strip().split(" "));
        return new ProcStat(
                pid,
                Long.parseLong(rest.get(PARENT)),
                Long.parseLong(rest.get(USER_TIME)) + Long.parseLong(rest.get(SYSTEM_TIME)));
    }
}
