package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Stage;
import java.util.ArrayList;
import java.util.List;

/** Where one exchange could go and where it went, in order, as far as there is room. Used on one event loop. */
final class Considerations {
    private static final int MOST = 200;

    private final List<Considered> entries = new ArrayList<>();

    void tried(Leg leg) {
        add(new Considered(
                leg.stage().reason(),
                leg.stage().model(),
                leg.provider(),
                leg.credentialId(),
                leg.upstreamModel(),
                Considered.TRIED));
    }

    void passedOver(Stage stage, Target target, String why) {
        add(new Considered(
                stage.reason(),
                stage.model(),
                target.provider().name(),
                target.credential().id(),
                target.upstreamModel(),
                why));
    }

    private void add(Considered entry) {
        if (entries.size() < MOST) {
            entries.add(entry);
        }
    }

    List<Considered> all() {
        return List.copyOf(entries);
    }
}
