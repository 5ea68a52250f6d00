package io.lingzhi.app.cli;

import io.lingzhi.gateway.store.SqliteUsageReader;
import io.lingzhi.gateway.store.StoreException;
import io.lingzhi.gateway.usage.UsageGrouping;
import io.lingzhi.gateway.usage.UsageRange;
import io.lingzhi.gateway.usage.UsageTable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lingzhi usage}: what was asked and consumed, from the ledger; works while the server runs. */
@Command(name = "usage")
final class UsageCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--by", paramLabel = "model|key|provider|day")
    private String by = "model";

    @Option(names = "--days", paramLabel = "N")
    private int days = 30;

    UsageCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        Instant now = Clock.systemUTC().instant();
        UsageRange range = new UsageRange(now.minus(Duration.ofDays(days)), now.plusSeconds(1));
        try {
            SqliteUsageReader reader = new SqliteUsageReader(data.folder(around));
            around.out()
                    .print(UsageTable.render(
                            reader.report(grouping(), range, ZoneId.systemDefault()), around.locale(), rate()));
        } catch (StoreException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private BigDecimal rate() {
        return config.require(around).loaded().config().money().pricing().cnyPerUsd();
    }

    private UsageGrouping grouping() {
        try {
            return UsageGrouping.valueOf(by.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ExitException(around.texts().say("usage.by-unknown", by));
        }
    }
}
