package io.lingzhi.app.cli;

import io.lingzhi.assistant.knowledge.index.Analysis;
import io.lingzhi.assistant.knowledge.index.Entry;
import io.lingzhi.assistant.knowledge.index.Filter;
import io.lingzhi.assistant.knowledge.index.Found;
import io.lingzhi.assistant.knowledge.index.Fusion;
import io.lingzhi.assistant.knowledge.index.Indexed;
import io.lingzhi.assistant.knowledge.index.PassageIndex;
import io.lingzhi.assistant.knowledge.lucene.LuceneIndexes;
import io.lingzhi.assistant.knowledge.text.Passage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How long a hybrid search takes in a large base: made-up passages of Chinese characters in the frequencies of real
 * text, and made-up vectors around a thousand centres. The making of a question's vector is not measured.
 */
final class ScaleRun {
    private static final int DIMENSIONS = 512;
    private static final int CENTRES = 1_000;
    private static final int BLOCK = 500;
    private static final int CHARACTERS = 200;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 1_000;
    private static final int ALPHABET = 3_500;
    private static final int DEPTH = 50;

    private final Random random = new Random(7);
    private final float[][] centres = new float[CENTRES][];

    private ScaleRun() {
        Arrays.setAll(centres, i -> gaussian(new float[DIMENSIONS], 1));
    }

    static void run(int passages, PrintStream out) {
        try {
            new ScaleRun().measure(passages, out);
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private void measure(int passages, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("lingzhi-scale");
        try (PassageIndex index = new LuceneIndexes().open("scale", folder, Analysis.STANDARD)) {
            long started = System.nanoTime();
            for (int from = 0; from < passages; from += BLOCK) {
                index.put(block(from, Math.min(BLOCK, passages - from)));
            }
            out.printf(
                    Locale.ROOT,
                    "built %d passages in %d s%n",
                    passages,
                    (System.nanoTime() - started) / 1_000_000_000);
            timed(index, WARM_UP);
            List<Took> took = timed(index, MEASURED);
            out.println("hybrid search, " + MEASURED + " questions, one after another:");
            out.println("  wall time: " + spread(took, Took::wallNanos));
            out.println("  CPU time:  " + spread(took, Took::cpuNanos));
            out.println("resident memory: " + residentMemory());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What one search took. On a busy machine the CPU time tells what the wall time would be on an idle one. */
    private record Took(long wallNanos, long cpuNanos) {}

    private List<Took> timed(PassageIndex index, int questions) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Took> took = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            String query = text(14);
            float[] vector = near();
            long cpu = threads.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            List<Found> words = index.byWords(query, Filter.ALL, DEPTH);
            List<Found> vectors = index.byVector(vector, Filter.ALL, DEPTH);
            Fusion.DEFAULT.of(words, vectors, _ -> 1);
            took.add(new Took(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu));
        }
        return took;
    }

    private static String spread(List<Took> took, ToLongFunction<Took> nanos) {
        long[] sorted = took.stream().mapToLong(nanos).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
                millis(sorted, 0.5),
                millis(sorted, 0.95),
                millis(sorted, 0.99));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    private Entry block(int from, int size) {
        List<Indexed> passages = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String text = text(CHARACTERS);
            passages.add(new Indexed(new Passage(i, 0, text.length(), List.of(), text), near()));
        }
        return new Entry("doc-" + from, "document " + from, Map.of(), passages);
    }

    /** Characters by Zipf's law. */
    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (0x4E00 + (int) (Math.pow(ALPHABET, random.nextDouble()) - 1)));
        }
        return text.toString();
    }

    private float[] near() {
        return gaussian(centres[random.nextInt(CENTRES)].clone(), 0.5f);
    }

    private float[] gaussian(float[] vector, float deviation) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (deviation * random.nextGaussian());
        }
        return vector;
    }

    private static String residentMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }
}
