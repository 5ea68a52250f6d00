package io.lingzhi.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
    private static final String STAT = "%d (%s) S %d 1 1 0 -1 4194560 1 2 3 4 %d %d 9 9 20 0 7 0 100 1000 50";

    @TempDir
    private Path proc;

    @Test
    void readsALineWhoseNameHoldsSpacesAndParentheses() {
        ProcStat stat = ProcStat.parse(STAT.formatted(42, "a (b) c", 7, 150, 25));

        assertThat(stat).isEqualTo(new ProcStat(42, 7, 175));
    }

    @Test
    void addsUpAProcessAndAllBelowIt() throws IOException {
        process(10, 1, 100, 50, 2);
        process(11, 10, 10, 0, 1);
        process(12, 11, 1, 1, 1);
        process(20, 1, 5_000, 5_000, 9);
        Files.createDirectories(proc.resolve("self"));

        ProcessTree tree = new ProcessTree(proc, 10);

        assertThat(tree.cpuNanos()).isEqualTo(162 * 10_000_000L);
        assertThat(tree.footprint()).isEqualTo(new Footprint(3 * 2048 * 1024, 3 * 7, 4));
    }

    @Test
    void countsWhatIsGoneAsNothing() {
        assertThat(new ProcessTree(proc, 99).cpuNanos()).isZero();
        assertThat(new ProcessTree(proc, 99).footprint()).isEqualTo(Footprint.NONE);
    }

    @Test
    void readsTheLimitOfFiles() throws IOException {
        process(10, 1, 0, 0, 0);
        Files.writeString(proc.resolve("10/limits"), """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            20000                20000                files
            """);

        assertThat(new ProcessTree(proc, 10).fileLimit()).contains(20_000L);
        assertThat(new ProcessTree(proc, 11).fileLimit()).isEmpty();
    }

    private void process(int pid, int parent, int user, int system, int files) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("stat"), STAT.formatted(pid, "java", parent, user, system));
        Files.writeString(folder.resolve("status"), "Name:\tjava\nVmRSS:\t    2048 kB\nThreads:\t7\n");
        for (int i = 0; i < files; i++) {
            Files.createFile(Files.createDirectories(folder.resolve("fd")).resolve(Integer.toString(i)));
        }
    }
}
