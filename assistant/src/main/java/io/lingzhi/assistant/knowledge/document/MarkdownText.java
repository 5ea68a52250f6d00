package io.lingzhi.assistant.knowledge.document;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Markdown (https://spec.commonmark.org/0.31.2/, read 2026-11-25). Its text stays as written, so offsets are those of
 * the file.
 */
final class MarkdownText {
    private MarkdownText() {}

    static Extracted read(String text) {
        Parser parser =
                Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
        List<Heading> headings = new ArrayList<>();
        for (Node node = parser.parse(text).getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof org.commonmark.node.Heading heading
                    && !heading.getSourceSpans().isEmpty()) {
                int offset = heading.getSourceSpans().getFirst().getInputIndex();
                headings.add(new Heading(heading.getLevel(), title(heading), offset));
            }
        }
        return new Extracted(text, headings);
    }

    private static String title(Node heading) {
        StringBuilder title = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                title.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                title.append(code.getLiteral());
            }
        });
        return title.toString().strip();
    }
}
