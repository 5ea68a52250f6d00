package io.lingzhi.assistant.select;

import io.lingzhi.assistant.select.Selection.Because;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Turns a wish into models to try. Of the models it knows names only. */
public final class Selector {
    private final Judge judge;

    public Selector(Judge judge) {
        this.judge = judge;
    }

    /**
     * What to try for a question.
     *
     * @param usual the task of the address that was asked, for a request that says nothing
     */
    public Selection select(Preferences preferences, Wish wish, Material material, String usual) {
        if (wish.model().isPresent()) {
            return named(preferences, wish.model().get());
        }
        if (wish.level().isPresent()) {
            return byLevel(preferences, wish.level().get(), material);
        }
        String task = wish.task().orElse(usual);
        return preferences
                .ofTask(task)
                .map(model -> new Selection(
                        steps(preferences, model, material),
                        new Because.OfTask(task, wish.task().isPresent()),
                        Optional.empty()))
                .orElseGet(() -> new Selection(rest(preferences, material), new Because.Order(), Optional.empty()));
    }

    /** A model that was named is asked alone: whoever names one wants no other. */
    private static Selection named(Preferences preferences, String name) {
        Because because = preferences.names().containsKey(name) ? new Because.ShortName(name) : new Because.Named();
        return new Selection(List.of(preferences.resolve(name)), because, Optional.empty());
    }

    private Selection byLevel(Preferences preferences, Wish.Level level, Material material) {
        Optional<Judgement> judgement = switch (level) {
            case Wish.Level.Said _ -> Optional.empty();
            case Wish.Level.Judged() -> Optional.of(judge.judge(material));
        };
        Complexity complexity = switch (level) {
            case Wish.Level.Said(Complexity said) -> said;
            case Wish.Level.Judged() -> judgement.orElseThrow().complexity();
        };
        List<String> candidates = preferences
                .ofLevel(complexity)
                .map(model -> steps(preferences, model, material))
                .orElseGet(() -> rest(preferences, material));
        return new Selection(candidates, new Because.OfLevel(complexity, judgement.isPresent()), judgement);
    }

    /** The model, then what to step down to. With pictures only models that see are asked. */
    private static List<String> steps(Preferences preferences, String model, Material material) {
        LinkedHashSet<String> steps = new LinkedHashSet<>();
        if (material.images() == 0 || preferences.seeing().contains(model)) {
            steps.add(model);
        }
        steps.addAll(rest(preferences, material));
        return steps.isEmpty() ? List.of(model) : new ArrayList<>(steps);
    }

    private static List<String> rest(Preferences preferences, Material material) {
        return material.images() == 0 || preferences.seeing().isEmpty() ? preferences.order() : preferences.seeing();
    }
}
