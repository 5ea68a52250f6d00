package io.lingzhi.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what an entry of a provider list says of its own conduct. */
final class ConductReader {
    private final Reading reading;

    ConductReader(Reading reading) {
        this.reading = reading;
    }

    Conduct read(Section entry) {
        List<ErrorRule> rules = new ArrayList<>();
        entry.sections("request-scoped-errors").forEach(each -> rule(each).ifPresent(rules::add));
        return new Conduct(DeadlineReader.readChanges(entry.section("deadlines")), rules);
    }

    private Optional<ErrorRule> rule(Section rule) {
        int status = rule.value("status", ValueType.integer(0, 599), 0);
        List<String> texts = rule.list("match", ValueType.text(), List.of()).stream()
                .filter(text -> !text.isEmpty())
                .toList();
        List<Pattern> patterns = new ArrayList<>();
        for (String pattern : rule.list("match-regexr", ValueType.text(), List.of())) {
            compiled(rule, pattern).ifPresent(patterns::add);
        }
        Optional<ErrorRule.Action> action = rule.optional("action", ValueType.choice(actions()));
        if (status == 0 || action.isEmpty()) {
            if (!reading.isDescribing()) {
                reading.warn(rule.place(), rule.path(), Wording.EMPTY_ITEM);
            }
            return Optional.empty();
        }
        return Optional.of(new ErrorRule(status, texts, patterns, action.get()));
    }

    private Optional<Pattern> compiled(Section rule, String pattern) {
        try {
            return Optional.of(Pattern.compile(pattern)).filter(ignored -> !pattern.isEmpty());
        } catch (PatternSyntaxException e) {
            String found = reading.say(Wording.FOUND_BAD_PATTERN, e.getDescription());
            String at = rule.path("match-regexr");
            reading.problem(rule.place("match-regexr"), at, found, Wording.EXPECTED_ERROR_PATTERN);
            return Optional.empty();
        }
    }

    private static Map<String, ErrorRule.Action> actions() {
        Map<String, ErrorRule.Action> actions = new LinkedHashMap<>();
        for (ErrorRule.Action action : ErrorRule.Action.values()) {
            actions.put(action.word(), action);
        }
        return actions;
    }
}
