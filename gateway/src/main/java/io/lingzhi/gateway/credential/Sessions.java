package io.lingzhi.gateway.credential;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which credential answered each conversation last. Safe for all threads; holds a bounded number of conversations, the
 * longest silent go first. It survives a change of the configuration: credentials are known by their ids.
 */
final class Sessions {
    static final int MAX_SESSIONS = 20_000;

    private final Map<Key, Binding> bindings = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Binding> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    private record Key(String session, String model) {
        @Override
        public int hashCode() {
            return 31 * session.hashCode() + model.hashCode();
        }
    }

    private record Binding(String credentialId, String upstreamModel, Instant until) {
        boolean isTo(Target target) {
            return credentialId.equals(target.credential().id()) && upstreamModel.equals(target.upstreamModel());
        }
    }

    /** Whether the conversation with this model is bound to this target. */
    synchronized boolean isBound(String session, String model, Target target, Instant now) {
        return live(session, model, now).filter(binding -> binding.isTo(target)).isPresent();
    }

    /** The same, without counting as use: the map orders its entries by use, and a copy does not touch that. */
    synchronized boolean peek(String session, String model, Target target, Instant now) {
        return Optional.ofNullable(new HashMap<>(bindings).get(new Key(session, model)))
                .filter(binding -> now.isBefore(binding.until))
                .filter(binding -> binding.isTo(target))
                .isPresent();
    }

    private Optional<Binding> live(String session, String model, Instant now) {
        return Optional.ofNullable(bindings.get(new Key(session, model)))
                .filter(binding -> now.isBefore(binding.until));
    }

    synchronized void bind(String session, String model, Target target, Instant until) {
        bindings.put(new Key(session, model), new Binding(target.credential().id(), target.upstreamModel(), until));
    }

    /** Forgets the binding if it is to this target. */
    synchronized void unbind(String session, String model, Target target) {
        Key key = new Key(session, model);
        Binding binding = bindings.get(key);
        if (binding != null && binding.isTo(target)) {
            bindings.remove(key);
        }
    }

    synchronized int size() {
        return bindings.size();
    }
}
