package io.lingzhi.bench.suite;

import io.lingzhi.bench.load.Job.Tempo;
import io.lingzhi.bench.suite.Field.Gateway;
import io.lingzhi.bench.wire.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What calls with large bodies that are under way keep in the gateway's heap. */
final class HeldBodies {
    private static final int CALLS = 8;
    private static final int PATIENCE_SECONDS = 30;
    private static final String TOTAL = "Total ";
    private static final Shape SMALL = shape(2_048);
    private static final Shape LARGE = shape(2_000_000);

    private final Children children;
    private final Loader load;

    HeldBodies(Children children, Loader load) {
        this.children = children;
        this.load = load;
    }

    private static Shape shape(int bytes) {
        return new Shape("held-" + bytes, Manner.IDLE, bytes, Tempo.once(CALLS, 100), 0, 0);
    }

    /**
     * What a body adds to the live objects of an open stream, in lengths of the body.
     *
     * @return empty if the gateway is no JVM whose objects can be counted
     */
    OptionalDouble of(Gateway gateway) {
        liveUnder(LARGE, gateway);
        OptionalLong small = liveUnder(SMALL, gateway);
        OptionalLong large = liveUnder(LARGE, gateway);
        if (small.isEmpty() || large.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(bodies(large.getAsLong() - small.getAsLong()));
    }

    /** In hundredths: what else lives in the heap comes and goes by some kilobytes. */
    static double bodies(long bytes) {
        return Math.round(100.0 * bytes / CALLS / (LARGE.bodyBytes() - SMALL.bodyBytes())) / 100.0;
    }

    private OptionalLong liveUnder(Shape shape, Gateway gateway) {
        load.start(gateway.contender().job(shape, Way.CHAT));
        load.awaitUnits(shape, CALLS, PATIENCE_SECONDS);
        OptionalLong live = liveBytes(gateway.process().pid());
        long open = load.look().open();
        load.end(shape);
        if (open < CALLS) {
            throw new BenchException("of " + CALLS + " streams only " + open + " are open");
        }
        return live;
    }

    /** All objects that are left after a whole collection, which this runs. */
    private OptionalLong liveBytes(long pid) {
        Path log = children.log("histogram");
        try {
            Files.deleteIfExists(log);
            Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process process =
                    children.start("histogram", List.of(program.toString(), Long.toString(pid), "GC.class_histogram"));
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            children.stop(process);
            return ended ? total(log) : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    /** The last line of a class histogram says how many objects there are, and how many bytes they take. */
    static OptionalLong total(Path histogram) throws IOException {
        try (Stream<String> lines = Files.lines(histogram)) {
            return lines.filter(line -> line.startsWith(TOTAL))
                    .map(line -> line.strip().split(" +"))
                    .filter(words -> words.length == 3)
                    .mapToLong(words -> Long.parseLong(words[2]))
                    .findFirst();
        }
    }
}
