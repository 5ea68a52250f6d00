package io.lingzhi.app.cli;

import io.lingzhi.app.Logs;
import io.lingzhi.app.Service;
import io.lingzhi.app.StartException;
import io.lingzhi.gateway.config.Change;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigWatcher;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.gateway.config.Problem;
import java.util.List;
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

    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--host", paramLabel = "HOST")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT")
    private @Nullable Integer port;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        ConfigOption.Found found = config.require(around);
        Config started = withOptions(found.loaded().config());
        if (started.standsOpen()) {
            throw new ExitException(around.texts().say("serve.open", started.server().host()));
        }
        Service service = start(started);
        Optional<ConfigWatcher> watcher = found.file().map(file -> new ConfigWatcher(
                file, found.loader(), found.loaded(), new Reloading(service, started.server()), ConfigWatcher.Timing.USUAL));
        watcher.ifPresent(ConfigWatcher::start);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                    watcher.ifPresent(ConfigWatcher::close);
                    around.err().println(around.texts().say("serve.draining", started.server().drain().toSeconds()));
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

    private Service start(Config config) {
        Logs.setDebug(config.debug());
        try {
            return Service.start(config, data.folder(around));
        } catch (StartException e) {
            LOG.debug("the service cannot start", e);
            throw new ExitException(String.valueOf(e.getMessage()));
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
        return config.withServer(new Config.Server(
                host == null ? server.host() : host,
                port == null ? server.port() : port,
                server.tls(),
                server.drain()));
    }

    /** Puts each good new configuration in place and tells what changed. */
    private final class Reloading implements ConfigWatcher.Listener {
        private final Service service;
        private final Config.Server listening;

        /** @param listening where the gateway listens, whatever a new configuration says */
        Reloading(Service service, Config.Server listening) {
            this.service = service;
            this.listening = listening;
        }

        @Override
        public void changed(Loaded.Ok loaded, List<Change> changes) {
            loaded.warnings().forEach(warning -> around.err().println(ConfigOption.line(around, warning)));
            changes.forEach(change -> LOG.info("{}", change));
            List<String> restart = ConfigWatcher.restartKeys(changes);
            if (!restart.isEmpty()) {
                LOG.warn("{}", around.texts().say("serve.restart", String.join(", ", restart)));
            }
            Config config = loaded.config().withServer(listening);
            if (config.standsOpen()) {
                LOG.error("{}", around.texts().say("serve.open", listening.host()));
                return;
            }
            Logs.setDebug(config.debug());
            service.reconfigure(config);
            LOG.info("{}", around.texts().say("serve.reloaded"));
        }

        @Override
        public void refused(List<Problem> problems) {
            problems.forEach(problem -> LOG.error("{}", problem));
            LOG.error("{}", around.texts().say("serve.kept", problems.size()));
        }
    }
}
