package io.lingzhi.bench.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the calls of scripts whose fault happens only a few times. Keeps the {@value #MAX_SCRIPTS} scripts that were
 * used last; a forgotten one starts anew. Safe for many threads.
 */
final class FaultCounter {
    private static final int MAX_SCRIPTS = 1000;

    private final Map<String, Integer> calls = new LinkedHashMap<>(16, 0.75f, true);

    /** The script for the next call: without its fault once that has had its turns. */
    synchronized Script next(Script script) {
        if (script.times() == 0) {
            return script;
        }
        int call = calls.merge(script.text(), 1, (before, one) -> Math.min(before + one, script.times() + 1));
        if (calls.size() > MAX_SCRIPTS) {
            calls.remove(calls.keySet().iterator().next());
        }
        return call <= script.times() ? script : script.withoutFault();
    }

    synchronized void reset() {
        calls.clear();
    }
}
