package io.lingzhi.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process and all processes below it, as {@code /proc} shows them. What has ended meanwhile counts as nothing. */
public final class ProcessTree {
    private static final long NANOS_A_TICK = 10_000_000;

    private final Path proc;
    private final long root;

    public ProcessTree(long root) {
        this(Path.of("/proc"), root);
    }

    ProcessTree(Path proc, long root) {
        this.proc = proc;
        this.root = root;
    }

    /** CPU time of all of them, in user and kernel mode. */
    public long cpuNanos() {
        return members().stream().mapToLong(ProcStat::ticks).sum() * NANOS_A_TICK;
    }

    public Footprint footprint() {
        return members().stream().map(this::footprint).reduce(Footprint.NONE, Footprint::plus);
    }

    /** The most files that the root may have open; empty when that is not told. */
    public Optional<Long> fileLimit() {
        return lines(folder(root).resolve("limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.replace("Max open files", "").strip().split(" +")[0])
                .filter(text -> text.chars().allMatch(Character::isDigit))
                .map(Long::parseLong)
                .findFirst();
    }

    private List<ProcStat> members() {
        List<ProcStat> all = all();
        List<ProcStat> members =
                new ArrayList<>(all.stream().filter(stat -> stat.pid() == root).toList());
        for (int i = 0; i < members.size(); i++) {
            long parent = members.get(i).pid();
            all.stream().filter(stat -> stat.parent() == parent).forEach(members::add);
        }
        return members;
    }

    private List<ProcStat> all() {
        try (Stream<Path> folders = Files.list(proc)) {
            return folders.filter(folder ->
                            Character.isDigit(folder.getFileName().toString().charAt(0)))
                    .flatMap(folder -> lines(folder.resolve("stat")).stream().limit(1))
                    .map(ProcStat::parse)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Footprint footprint(ProcStat stat) {
        Path folder = folder(stat.pid());
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            return Footprint.parse(lines(folder.resolve("status")), files.count());
        } catch (IOException e) {
            return Footprint.NONE;
        }
    }

    private Path folder(long pid) {
        return proc.resolve(Long.toString(pid));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
