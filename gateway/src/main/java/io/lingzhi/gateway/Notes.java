package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Cause;
import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Stage;
import io.lingzhi.gateway.usage.Considered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one exchange considered, in order, up to a limit; what is beyond is counted. Used on one event loop. */
final class Notes {
    static final int LIMIT = 64;

    private final List<Considered> considered = new ArrayList<>();
    private int leftOut;

    /** This leg is begun. */
    void tried(Leg leg) {
        add(new Considered(
                word(leg.stage().reason()),
                leg.stage().model(),
                leg.provider(),
                leg.credentialId(),
                leg.upstreamModel(),
                Considered.TRIED,
                Optional.empty(),
                Optional.empty()));
    }

    /** This target is passed over. */
    void passed(Stage here, Target target, String outcome) {
        passed(here, target, outcome, Optional.empty(), Optional.empty());
    }

    /** This target cools down. */
    void cooling(Stage here, Target target, Cause cause, Duration again) {
        passed(here, target, Considered.COOLING, Optional.of(word(cause)), Optional.of(again));
    }

    /** A person took this target out of use. */
    void offByHand(Stage here, Target target, Cause cause) {
        passed(here, target, Considered.DISABLED, Optional.of(word(cause)), Optional.empty());
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the record has them
    private void passed(Stage here, Target target, String outcome, Optional<String> cause, Optional<Duration> again) {
        add(new Considered(
                word(here.reason()),
                here.model(),
                target.provider().name(),
                target.credential().id(),
                target.upstreamModel(),
                outcome,
                cause,
                again));
    }

    private void add(Considered entry) {
        if (considered.size() < LIMIT) {
            considered.add(entry);
        } else {
            leftOut++;
        }
    }

    List<Considered> considered() {
        return List.copyOf(considered);
    }

    /** How many more were considered than are written down. */
    int leftOut() {
        return leftOut;
    }

    /** A constant as records and routes write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
