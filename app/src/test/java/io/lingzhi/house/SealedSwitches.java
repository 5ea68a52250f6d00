package io.lingzhi.house;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds switches that take sealed types apart and still have a default. Known by their look: at least one label that is
 * a record pattern, or names a nested type ({@code Part.Text _}).
 */
final class SealedSwitches {
    private SealedSwitches() {}

    /** The lines of such switches. */
    static List<Long> withDefault(Parsed parsed) {
        List<Long> lines = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitSwitch(SwitchTree tree, Void unused) {
                check(tree, tree.getCases());
                return super.visitSwitch(tree, null);
            }

            @Override
            public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
                check(tree, tree.getCases());
                return super.visitSwitchExpression(tree, null);
            }

            private void check(com.sun.source.tree.Tree tree, List<? extends CaseTree> cases) {
                if (cases.stream().anyMatch(SealedSwitches::isDefault)
                        && cases.stream().anyMatch(SealedSwitches::takesApart)) {
                    long start = parsed.positions().getStartPosition(parsed.unit(), tree);
                    lines.add(parsed.unit().getLineMap().getLineNumber(start));
                }
            }
        }.scan(parsed.unit(), null);
        return lines;
    }

    private static boolean isDefault(CaseTree tree) {
        return tree.getLabels().stream().anyMatch(DefaultCaseLabelTree.class::isInstance);
    }

    private static boolean takesApart(CaseTree tree) {
        return tree.getLabels().stream()
                .anyMatch(label -> label instanceof PatternCaseLabelTree pattern
                        && (pattern.getPattern() instanceof DeconstructionPatternTree
                                || pattern.getPattern().toString().matches("[A-Z]\\w*\\.[A-Z].*")));
    }
}
