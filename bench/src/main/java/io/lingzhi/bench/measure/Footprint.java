package io.lingzhi.bench.measure;

import java.util.List;

/**
 * What a process takes up at a moment.
 *
 * @param rssBytes resident memory
 * @param files open file descriptors
 */
public record Footprint(long rssBytes, long threads, long files) {
    public static final Footprint NONE = new Footprint(0, 0, 0);

    public Footprint plus(Footprint more) {
        return new Footprint(rssBytes + more.rssBytes, threads + more.threads, files + more.files);
    }

    /** Reads the lines of {@code /proc/PID/status}. */
    static Footprint parse(List<String> status, long files) {
        return new Footprint(number(status, "VmRSS:") * 1024, number(status, "Threads:"), files);
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
