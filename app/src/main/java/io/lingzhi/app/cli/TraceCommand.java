package io.lingzhi.app.cli;

import io.lingzhi.gateway.admin.RequestTraces;
import io.lingzhi.gateway.store.SqliteUsageReader;
import io.lingzhi.gateway.store.StoreException;
import io.lingzhi.gateway.usage.RequestRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lingzhi trace ID}: what became of a request, from the ledger; works while the server runs. */
@Command(name = "trace")
final class TraceCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "REQUEST-ID")
    private String id = "";

    TraceCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        List<RequestRecord> found;
        try {
            found = new SqliteUsageReader(data.folder(around)).withId(id, RequestTraces.MOST);
        } catch (StoreException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            throw new ExitException(around.texts().say("trace.unknown", id));
        }
        if (found.size() > 1) {
            around.out().println(around.texts().say("trace.several", found.size()));
        }
        TraceText text = new TraceText(around.texts(), around.out());
        found.forEach(text::print);
    }
}
