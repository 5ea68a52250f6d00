package io.lingzhi.app.cli;

import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lingzhi simulate}: a scripted provider on loopback, for dry runs without a key. */
@Command(name = "simulate")
final class SimulateCommand implements Runnable {
    private final Surroundings around;

    @Option(names = "--port", paramLabel = "PORT")
    private int port = 8399;

    @Option(names = "--host", paramLabel = "HOST")
    private String host = "127.0.0.1";

    @Option(names = "--key", paramLabel = "KEY")
    private @Nullable String key;

    SimulateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        Options open = Options.open(System::nanoTime);
        try (Simulator simulator = Simulator.start(port, host, key == null ? open : open.withKey(key))) {
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                stopped.countDown();
                Runtime.getRuntime().halt(0);
            }));
            around.out().println(around.texts().say("simulate.ready", simulator.baseUrl()));
            around.out().flush();
            stopped.await();
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
