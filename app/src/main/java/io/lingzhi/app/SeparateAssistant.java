package io.lingzhi.app;

import io.lingzhi.assistant.remote.RemoteChat;
import io.lingzhi.assistant.remote.RemoteEmbeddings;
import io.lingzhi.assistant.remote.RemoteGateway;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.http.RequestId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The AI service alone, in front of a gateway in another process. Nothing is recorded here; that gateway does. */
public final class SeparateAssistant implements Serving {
    private final Wiring wiring;
    private final RemoteGateway gateway;
    private final AssistantWiring.Running running;

    private SeparateAssistant(Wiring wiring, RemoteGateway gateway, AssistantWiring.Running running) {
        this.wiring = wiring;
        this.gateway = gateway;
        this.running = running;
    }

    /**
     * Starts it.
     *
     * @param config whose {@code assistant.gateway-url} is set
     * @param data folder of knowledge bases and conversations
     * @throws StartException when its address or a file cannot be used; nothing is left running
     */
    public static SeparateAssistant start(Config config, Path data) throws StartException {
        Wiring wiring = new Wiring(config, _ -> {});
        RemoteGateway gateway = gateway(config);
        try {
            RequestId ids = new RequestId(new SecureRandom());
            return new SeparateAssistant(
                    wiring, gateway, new AssistantWiring(wiring, data).start(ports(gateway), ids::next));
        } catch (StartException e) {
            gateway.close();
            wiring.close();
            throw e;
        }
    }

    /** The gateway that a configuration names. */
    static RemoteGateway gateway(Config config) {
        return new RemoteGateway(
                config.assistant().gatewayUrl().orElseThrow(),
                config.assistant().gatewayKey().map(secret -> secret.reveal()),
                config.deadlines().request());
    }

    /** The ports to it. */
    static AssistantWiring.Ports ports(RemoteGateway gateway) {
        return new AssistantWiring.Ports(new RemoteChat(gateway, System::nanoTime), new RemoteEmbeddings(gateway));
    }

    @Override
    public List<String> urls() {
        String host = wiring.snapshots.get().config().assistant().host();
        return List.of("http://" + Service.shown(host) + ":" + running.server().port());
    }

    @Override
    public void reconfigure(Config config) {
        wiring.reconfigure(config);
    }

    @Override
    public void drain(Duration deadline) {
        Waiting.on(running.server().drain(deadline), deadline.plusSeconds(1));
    }

    @Override
    public void close() {
        running.close();
        gateway.close();
        wiring.close();
    }
}
