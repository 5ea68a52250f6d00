package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Every setting of one loaded configuration by its path, defaults included: what two loads are compared by. */
public final class Settings {
    private static final String NONE = "(none)";
    private final Map<String, Setting> byPath;

    Settings(Map<String, Setting> byPath) {
        this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    }

    /**
     * One setting.
     *
     * @param value compared, never shown
     * @param shown the value as text, or the mask of a secret
     */
    record Setting(Secret value, String shown, KeyStatus status) {}

    /** What is different in {@code next}, in the order of the schema; empty when nothing that counts has changed. */
    public List<Change> changesTo(Settings next) {
        SequencedSet<String> paths = new LinkedHashSet<>(byPath.keySet());
        paths.addAll(next.byPath.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<Setting> before = at(path);
            Optional<Setting> after = next.at(path);
            if (!before.map(Setting::value).equals(after.map(Setting::value))) {
                changes.add(
                        new Change(path, shown(path), next.shown(path), needsRestart(path) || next.needsRestart(path)));
            }
        }
        return List.copyOf(changes);
    }

    private Optional<Setting> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private String shown(String path) {
        return at(path).map(Setting::shown).orElse(NONE);
    }

    private boolean needsRestart(String path) {
        return at(path).filter(setting -> setting.status() == KeyStatus.RESTART).isPresent();
    }
}
