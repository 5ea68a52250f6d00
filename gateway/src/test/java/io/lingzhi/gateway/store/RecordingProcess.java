package io.lingzhi.gateway.store;

import io.lingzhi.gateway.usage.Records;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that records the request id on each line of its input and then repeats the line; made to be killed. */
public final class RecordingProcess {
    private RecordingProcess() {}

    public static void main(String[] args) throws IOException {
        SqliteLedger ledger = SqliteLedger.open(Path.of(args[0]), System::nanoTime);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String id = in.readLine(); id != null; id = in.readLine()) {
            ledger.record(Records.good(id, Records.NOON, "key-1", "lingzhi-chat"));
            System.out.println(id);
        }
        ledger.close();
    }
}
