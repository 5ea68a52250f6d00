package io.lingzhi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.usage.RequestRecord;
import io.lingzhi.gateway.usage.UsageRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KilledLedgerTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** What a busy machine may add. */
    private static final long GRACE = SECOND;

    @TempDir
    private Path data;

    @Test
    void losesAtMostTheLastSecondWhenKilled() throws Exception {
        List<Long> recordedAt = new ArrayList<>();
        Process process = start();
        try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            while (recordedAt.isEmpty() || recordedAt.getLast() - recordedAt.getFirst() < 3 * SECOND) {
                recordedAt.add(recordOne(recordedAt.size(), in, out));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        long killedAt = recordedAt.getLast();
        long mustBeThere = recordedAt.stream()
                .filter(at -> at <= killedAt - SECOND - GRACE)
                .count();

        List<RequestRecord> rows = new SqliteUsageReader(data)
                .newest(UsageRange.ALL, recordedAt.size())
                .reversed();

        assertThat(mustBeThere).isPositive();
        assertThat((long) rows.size()).isGreaterThanOrEqualTo(mustBeThere);
        assertThat(rows)
                .extracting(RequestRecord::requestId)
                .containsExactlyElementsOf(IntStream.range(0, rows.size())
                        .mapToObj(Integer::toString)
                        .toList());
        SqliteLedger.open(data, System::nanoTime).close();
    }

    /** Lets the process record one request; the time at which it had done so. */
    private static long recordOne(int number, Writer in, BufferedReader out) throws IOException {
        in.write(number + "\n");
        in.flush();
        assertThat(out.readLine()).isEqualTo(Integer.toString(number));
        return System.nanoTime();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
