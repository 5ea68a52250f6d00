package io.lingzhi.gateway.config;

import java.util.List;

/** What came of reading a configuration: one to use, or every reason why not. */
public sealed interface Loaded {
    /**
     * A configuration to use.
     *
     * @param inactiveKeys keys present in the file that are accepted but do nothing yet
     * @param settings for comparing with the next load
     */
    record Ok(Config config, List<Warning> warnings, List<String> inactiveKeys, Settings settings) implements Loaded {
        public Ok {
            warnings = List.copyOf(warnings);
            inactiveKeys = List.copyOf(inactiveKeys);
        }
    }

    /** Nothing to use. At least one problem, in file order. */
    record Refused(List<Problem> problems) implements Loaded {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
