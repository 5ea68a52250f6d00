package io.lingzhi.app.cli;

import io.lingzhi.app.Wiring;
import io.lingzhi.gateway.Snapshot;
import io.lingzhi.gateway.money.PriceTable;
import io.lingzhi.gateway.route.RouteTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lingzhi models}: what can be asked for with this configuration, and who answers. */
@Command(name = "models")
final class ModelsCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    ModelsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        ConfigOption.Found found = config.require(around);
        Snapshot snapshot = Snapshot.of(found.loaded().config(), Wiring.localModelNames(), PriceTable.EMPTY);
        for (RouteTable.Listed model : snapshot.routes().listed()) {
            around.out().printf("%-40s %s%n", model.name(), model.owner());
        }
    }
}
