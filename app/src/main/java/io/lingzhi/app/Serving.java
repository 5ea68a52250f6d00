package io.lingzhi.app;

import io.lingzhi.gateway.config.Config;
import java.time.Duration;
import java.util.List;

/** What a serving process runs. */
public sealed interface Serving extends AutoCloseable permits Service, SeparateAssistant {
    /** Its URLs, the gateway's first. */
    List<String> urls();

    /** Takes another configuration at once; what needs a restart stays as it is. */
    void reconfigure(Config config);

    /** Takes no more requests and lets the running ones end within the deadline. */
    void drain(Duration deadline);

    /** Ends everything. */
    @Override
    void close();
}
