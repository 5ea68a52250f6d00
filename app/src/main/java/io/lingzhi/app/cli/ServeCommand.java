package io.lingzhi.app.cli;

import io.lingzhi.app.Logs;
import io.lingzhi.app.SeparateAssistant;
import io.lingzhi.app.Service;
import io.lingzhi.app.Serving;
import io.lingzhi.app.StartException;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigWatcher;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lingzhi serve}: runs in the foreground until it is told to stop, then lets running requests end. */
@Command(name = "serve")
final class ServeCommand implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private static final String HOST = "--host";
    private static final String PORT = "--port";
    private static final String ONLY_DIGITS = "0|[1-9][0-9]{0,4}";

    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = HOST, paramLabel = "HOST")
    private @Nullable String host;

    @Option(names = PORT, paramLabel = "PORT")
    private @Nullable Integer port;

    @Mixin
    private ServedParts parts = new ServedParts();

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    /**
     * Takes an option of a plain line, and tells whether it could: the library reads lines with what is left out here,
     * {@code --only} and the options of another gateway, and it tells mistakes.
     */
    boolean take(String name, String value) {
        return switch (name) {
            case HOST -> {
                host = value;
                yield true;
            }
            case PORT -> {
                port = value.matches(ONLY_DIGITS) ? Integer.valueOf(value) : null;
                yield port != null;
            }
            default -> config.take(name, value) || data.take(name, value);
        };
    }

    @Override
    public void run() {
        ConfigOption.Found found = config.require(around);
        Config started = withOptions(found.loaded().config());
        if (!parts.assistantOnly() && started.standsOpen()) {
            throw new ExitException(
                    around.texts().say("serve.open", started.server().host()));
        }
        Serving service = start(started);
        Optional<ConfigWatcher> watcher = found.file()
                .map(file -> new ConfigWatcher(
                        file,
                        found.loader(),
                        found.loaded(),
                        new Reloading(around, service, started.server()),
                        ConfigWatcher.Timing.USUAL));
        watcher.ifPresent(ConfigWatcher::start);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            watcher.ifPresent(ConfigWatcher::close);
            around.err()
                    .println(around.texts()
                            .say("serve.draining", started.server().drain().toSeconds()));
            service.drain(started.server().drain());
            service.close();
            stopped.countDown();
            // A stop that was asked for is no failure: without this the exit code tells the signal.
            Runtime.getRuntime().halt(0);
        }));
        around.out().println(around.texts().say("serve.ready", String.join("  ", service.urls())));
        around.out().flush();
        awaitStop(stopped);
    }

    private Serving start(Config config) {
        Logs.setDebug(config.debug());
        try {
            return parts.assistantOnly()
                    ? SeparateAssistant.start(config, data.folder(around))
                    : Service.start(config, data.folder(around));
        } catch (StartException e) {
            LOG.debug("the service cannot start", e);
            throw new ExitException(e.folderInUse()
                    .map(folder -> around.texts().say("knowledge.in-use", folder))
                    .orElseGet(() -> String.valueOf(e.getMessage())));
        }
    }

    private static void awaitStop(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Config withOptions(Config config) {
        Config.Server server = config.server();
        return parts.applied(around, config)
                .withServer(new Config.Server(
                        host == null ? server.host() : host,
                        port == null ? server.port() : port,
                        server.tls(),
                        server.drain()));
    }
}
