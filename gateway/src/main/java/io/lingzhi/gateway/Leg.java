package io.lingzhi.gateway;

import io.lingzhi.gateway.credential.Target;
import io.lingzhi.gateway.route.Stage;
import java.util.Optional;

/**
 * One try of a course.
 *
 * @param target whose health the try tells about; empty inside the process
 */
record Leg(Stage stage, Optional<Target> target, Lane lane) {
    String provider() {
        return target.map(where -> where.provider().name()).orElse(Planner.LOCAL);
    }

    String credentialId() {
        return target.map(where -> where.credential().id()).orElse(Planner.LOCAL);
    }

    String upstreamModel() {
        return target.map(Target::upstreamModel).or(stage::local).orElseGet(stage::model);
    }

    /** Whether the same model of the same provider is asked. */
    boolean asksTheSameAs(Leg other) {
        return provider().equals(other.provider()) && upstreamModel().equals(other.upstreamModel());
    }

    Try where() {
        return new Try(provider(), credentialId(), upstreamModel(), lane);
    }
}
