package io.lingzhi.assistant.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges how complex a question is: by its form, and by its likeness to examples that people have labelled. Examples
 * are turned into vectors once, at the first judgement.
 *
 * <p>Any thread; blocks for as long as the vectors of a short text take.
 */
public final class Judge {
    /** As much of a text as is compared: the time that a vector takes grows with it. */
    private static final int COMPARED_CHARS = 48;
    /** Examples that have a say. */
    private static final int NEIGHBOURS = 5;
    /** Likeness below which an example says nothing. */
    private static final double ALIKE = 0.55;
    /** How much the examples count against the form, where they say anything. */
    private static final double EXAMPLES_SHARE = 0.5;

    private static final double MEDIUM_FROM = 0.27;
    private static final double HIGH_FROM = 0.52;

    private final List<Example> examples;
    private final TextVectors vectors;
    private Optional<List<float[]>> placed = Optional.empty();
    private boolean tried;

    public Judge(List<Example> examples, TextVectors vectors) {
        this.examples = List.copyOf(examples);
        this.vectors = vectors;
    }

    /** How complex this is. */
    public Judgement judge(Material material) {
        List<String> signs = new ArrayList<>();
        double form = TextSigns.score(material.text(), signs);
        double score = byExamples(material.text(), signs)
                .map(likeness -> EXAMPLES_SHARE * likeness + (1 - EXAMPLES_SHARE) * form)
                .orElse(form);
        if (material.images() > 0) {
            signs.add(material.images() + " images");
            score = Math.max(score, MEDIUM_FROM);
        }
        return new Judgement(level(score), score, signs);
    }

    private static Complexity level(double score) {
        if (score < MEDIUM_FROM) {
            return Complexity.LOW;
        }
        return score < HIGH_FROM ? Complexity.MEDIUM : Complexity.HIGH;
    }

    /** What the nearest examples say, from 0 to 1; empty when none is near. */
    private Optional<Double> byExamples(String text, List<String> signs) {
        Optional<List<float[]>> known = placed();
        if (known.isEmpty() || text.isBlank()) {
            return Optional.empty();
        }
        Optional<float[]> place = vectors.of(List.of(head(text))).map(List::getFirst);
        List<Near> nearest = place.map(vector -> nearest(vector, known.get())).orElse(List.of());
        if (nearest.isEmpty()) {
            return Optional.empty();
        }
        double weights = nearest.stream().mapToDouble(Near::likeness).sum();
        double sum = nearest.stream()
                .mapToDouble(
                        near -> near.likeness() * near.example().complexity().score())
                .sum();
        signs.add("like the example '" + head(nearest.getFirst().example().text()) + "' ("
                + nearest.getFirst().example().complexity().word() + ")");
        return Optional.of(sum / weights);
    }

    private record Near(Example example, double likeness) {}

    private List<Near> nearest(float[] vector, List<float[]> known) {
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            double likeness = dot(vector, known.get(i));
            if (likeness >= ALIKE) {
                near.add(new Near(examples.get(i), likeness));
            }
        }
        near.sort(Comparator.comparingDouble(Near::likeness).reversed());
        return near.subList(0, Math.min(NEIGHBOURS, near.size()));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private synchronized Optional<List<float[]>> placed() {
        if (!tried) {
            tried = true;
            placed = examples.isEmpty()
                    ? Optional.empty()
                    : vectors.of(examples.stream()
                            .map(example -> head(example.text()))
                            .toList());
        }
        return placed;
    }

    private static String head(String text) {
        String line = text.strip();
        int end = Math.min(COMPARED_CHARS, line.length());
        return end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))
                ? line.substring(0, end - 1)
                : line.substring(0, end);
    }
}
