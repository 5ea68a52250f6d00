package io.lingzhi.app;

import io.lingzhi.assistant.select.Example;
import io.lingzhi.assistant.select.Judge;
import io.lingzhi.assistant.select.Material;
import io.lingzhi.gateway.local.BgeEmbedder;
import io.lingzhi.gateway.local.LocalProvider;
import io.lingzhi.gateway.local.OfflineChat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Measures what a judgement of complexity costs. Run its {@code main}; it asserts nothing. */
final class DecisionCost {
    private static final int ROUNDS = 300;
    private static final List<String> QUESTIONS = List.of(
            "你好",
            "写一个 Python 函数计算斐波那契数列",
            "请分析 CAP 定理下三种数据库的取舍,并设计一个跨区域部署方案,说明理由。",
            "Compare optimistic and pessimistic locking, and prove when each deadlocks.",
            "总结这篇文章的主要观点。".repeat(100));

    private DecisionCost() {}

    public static void main(String[] arguments) throws IOException {
        String table;
        try (InputStream in = Objects.requireNonNull(Example.class.getResourceAsStream("examples.tsv"))) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (LocalProvider provider = new LocalProvider(
                new OfflineChat(() -> "id", Clock.systemUTC()),
                new BgeEmbedder(Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(1), System::nanoTime))) {
            Judge judge = new Judge(Example.table(table), new LocalVectors(provider));
            for (int i = 0; i < ROUNDS; i++) {
                judge.judge(new Material(QUESTIONS.get(i % QUESTIONS.size()), 0));
            }
            double[] cpu = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long before = threadsCpu();
                judge.judge(new Material(QUESTIONS.get(i % QUESTIONS.size()), 0));
                cpu[i] = (threadsCpu() - before) / 1e6;
            }
            Arrays.sort(cpu);
            System.out.printf(
                    "a judgement: p50 %.2f ms CPU, p95 %.2f ms, mean %.2f ms%n",
                    cpu[ROUNDS / 2],
                    cpu[ROUNDS * 95 / 100],
                    Arrays.stream(cpu).average().orElse(0));
        }
    }

    /** Of all Java threads, in nanoseconds: the embedding model works on its own. */
    private static long threadsCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getAllThreadIds())
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
