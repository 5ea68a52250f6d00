package io.lingzhi.gateway.route;

import java.util.List;

/** What a model name leads to. */
public sealed interface Resolution {
    /** Providers with at least one usable credential each, highest priority first, else in file order. */
    record Served(List<Candidate> candidates) implements Resolution {
        public Served {
            candidates = List.copyOf(candidates);
        }
    }

    /** The model that runs inside the process. */
    record Local(String model) implements Resolution {}

    /** Providers are configured, and none has a usable credential: these variables are unset. */
    record Unserved(List<String> missing) implements Resolution {
        public Unserved {
            missing = List.copyOf(missing);
        }
    }

    /** No provider names this model. {@code nearest}: names that look alike, best first. */
    record Unknown(List<String> nearest) implements Resolution {
        public Unknown {
            nearest = List.copyOf(nearest);
        }
    }
}
