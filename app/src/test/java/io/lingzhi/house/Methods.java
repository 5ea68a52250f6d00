package io.lingzhi.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/** The methods of a source and their sizes, as the compiler's parser sees them. */
final class Methods {
    private Methods() {}

    /** A method and the number of lines from its first to its last. */
    record Method(String name, long lines) {}

    static List<Method> of(Parsed parsed) {
        List<Method> methods = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                if (method.getBody() != null) {
                    methods.add(new Method(method.getName().toString(), lines(parsed, method)));
                }
                return super.visitMethod(method, null);
            }
        }.scan(parsed.unit(), null);
        return methods;
    }

    private static long lines(Parsed parsed, MethodTree method) {
        CompilationUnitTree unit = parsed.unit();
        SourcePositions positions = parsed.positions();
        LineMap lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        return last - first + 1;
    }
}
