package io.lingzhi.gateway.route;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A model's name with a wish for thinking behind it, as in {@code claude-sonnet(high)} or {@code gemini-pro(8192)}.
 *
 * @param base the name without the suffix
 * @param effort a level, such as {@code high} or {@code none}, if the suffix is one
 * @param budgetTokens a budget, if the suffix is one: 0 switches thinking off, -1 lets the model choose
 */
public record ModelName(String base, Optional<String> effort, Optional<Integer> budgetTokens) {
    private static final Set<String> LEVELS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    /** Whether the suffix says anything. */
    public boolean wishes() {
        return effort.isPresent() || budgetTokens.isPresent();
    }

    /** Takes a name apart. A suffix that means nothing is cut off and ignored. */
    public static ModelName of(String name) {
        int open = name.lastIndexOf('(');
        if (open <= 0 || !name.endsWith(")")) {
            return new ModelName(name, Optional.empty(), Optional.empty());
        }
        String suffix = name.substring(open + 1, name.length() - 1).strip().toLowerCase(Locale.ROOT);
        String base = name.substring(0, open);
        if (suffix.equals("auto") || suffix.equals("-1")) {
            return new ModelName(base, Optional.empty(), Optional.of(-1));
        }
        if (LEVELS.contains(suffix)) {
            return new ModelName(base, Optional.of(suffix), Optional.empty());
        }
        boolean number = suffix.matches("\\d{1,9}");
        return new ModelName(base, Optional.empty(), number ? Optional.of(Integer.valueOf(suffix)) : Optional.empty());
    }
}
