package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code ampcode}, and the older flat keys where the section lacks one. */
final class AmpcodeReader {
    private static final String OLD = "amp-";

    private final Reading reading;
    private final Section top;
    private final Section section;
    private final SecretText proxy;

    AmpcodeReader(Reading reading, Section top, SecretText proxy) {
        this.proxy = proxy;
        this.reading = reading;
        this.top = top;
        this.section = top.section("ampcode");
    }

    Ampcode read() {
        return new Ampcode(
                url(),
                key(),
                proxy.value(),
                clientKeys(),
                flag("restrict-management-to-localhost"),
                mappings(),
                flag("force-model-mappings"));
    }

    private Optional<String> url() {
        String name = "upstream-url";
        Optional<String> url = section.optional(name, ValueType.guardedUrl());
        Optional<String> old = top.optional(old(name), ValueType.guardedUrl());
        return url.or(() -> old);
    }

    private Optional<Secret> key() {
        String name = "upstream-api-key";
        SecretText key = section.secret(name, ValueType.secret());
        SecretText old = top.secret(old(name), ValueType.secret());
        key.missing().forEach(variable -> reading.lost(variable, Wording.LOST_AMP_KEY));
        old.missing().forEach(variable -> reading.lost(variable, Wording.LOST_AMP_KEY));
        return key.value().or(old::value);
    }

    private boolean flag(String name) {
        boolean value = section.value(name, ValueType.flag(), false);
        boolean old = top.value(old(name), ValueType.flag(), false);
        return section.has(name) ? value : old;
    }

    private List<Ampcode.ClientKeys> clientKeys() {
        List<Ampcode.ClientKeys> all = new ArrayList<>();
        for (Section each : section.sections("upstream-api-keys")) {
            SecretText key = each.secret("upstream-api-key", ValueType.secret());
            key.missing().forEach(variable -> reading.lost(variable, Wording.LOST_AMP_KEY));
            Set<Secret> clients = new LinkedHashSet<>();
            for (SecretText client : each.secrets("api-keys", ValueType.secret())) {
                client.missing().forEach(variable -> reading.lost(variable, Wording.LOST_AMP_KEY));
                client.value().ifPresent(clients::add);
            }
            key.value().ifPresent(secret -> all.add(new Ampcode.ClientKeys(secret, clients)));
        }
        return all;
    }

    private List<Ampcode.Mapping> mappings() {
        String name = "model-mappings";
        List<Ampcode.Mapping> mappings = mappings(section.sections(name));
        List<Ampcode.Mapping> old = mappings(top.sections(old(name)));
        return section.has(name) ? mappings : old;
    }

    /** Exact names come first, as in CLIProxyAPI. */
    private List<Ampcode.Mapping> mappings(List<Section> sections) {
        List<Ampcode.Mapping> exact = new ArrayList<>();
        List<Ampcode.Mapping> patterns = new ArrayList<>();
        sections.forEach(each -> mapping(each, exact, patterns));
        exact.addAll(patterns);
        return exact;
    }

    private void mapping(Section mapping, List<Ampcode.Mapping> exact, List<Ampcode.Mapping> patterns) {
        Optional<String> from = mapping.optional("from", ValueType.text()).map(String::strip);
        Optional<String> to = mapping.optional("to", ValueType.modelName()).map(String::strip);
        boolean regex = mapping.value("regex", ValueType.flag(), false);
        if (from.isEmpty() || to.isEmpty()) {
            if (!reading.isDescribing()) {
                reading.warn(mapping.place(), mapping.path(), Wording.EMPTY_ITEM);
            }
            return;
        }
        if (!regex) {
            exact.add(new Ampcode.Mapping(Ampcode.Mapping.exactly(from.get()), to.get()));
            return;
        }
        try {
            patterns.add(new Ampcode.Mapping(Ampcode.Mapping.holding(from.get()), to.get()));
        } catch (PatternSyntaxException e) {
            String found = reading.say(Wording.FOUND_BAD_PATTERN, e.getDescription());
            reading.problem(mapping.place("from"), mapping.path("from"), found, Wording.EXPECTED_PATTERN);
        }
    }

    /** The older name of a key, with a warning where the file has it. */
    private String old(String name) {
        String old = OLD + name;
        if (top.has(old)) {
            reading.warn(top.place(old), old, Wording.OLD_KEY, "ampcode." + name);
        }
        return old;
    }
}
