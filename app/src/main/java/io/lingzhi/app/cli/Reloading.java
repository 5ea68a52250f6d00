package io.lingzhi.app.cli;

import io.lingzhi.app.Logs;
import io.lingzhi.app.Serving;
import io.lingzhi.gateway.config.Change;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.ConfigWatcher;
import io.lingzhi.gateway.config.Loaded;
import io.lingzhi.gateway.config.Problem;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts each good new configuration in place and tells what changed; tells why a bad one is not taken. */
public final class Reloading implements ConfigWatcher.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final Surroundings around;
    private final Serving service;
    private final Config.Server listening;

    /** @param listening where the gateway listens, whatever a new configuration says */
    public Reloading(Surroundings around, Serving service, Config.Server listening) {
        this.around = around;
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
