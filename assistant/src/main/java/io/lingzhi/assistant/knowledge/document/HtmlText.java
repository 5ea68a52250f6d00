package io.lingzhi.assistant.knowledge.document;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of a page (https://html.spec.whatwg.org/, read 2026-11-25), without scripts, styles and navigation. */
final class HtmlText {
    private static final Set<String> UNSEEN =
            Set.of("script", "style", "noscript", "template", "nav", "svg", "iframe", "button", "select", "head");
    private static final int MAX_DEPTH = 400;

    private final TextBlocks blocks;
    private final StringBuilder line = new StringBuilder();

    private HtmlText(Allowance allowance) {
        this.blocks = new TextBlocks(allowance);
    }

    static Extracted read(String html, Allowance allowance) throws UnreadableException {
        HtmlText text = new HtmlText(allowance);
        text.walk(Jsoup.parse(html).body(), 0);
        text.endBlock();
        return text.blocks.end();
    }

    private void walk(Element element, int depth) throws UnreadableException {
        if (depth > MAX_DEPTH) {
            line.append(element.text());
            return;
        }
        for (Node node : element.childNodes()) {
            if (node instanceof TextNode words) {
                boolean kept = element.normalName().equals("pre");
                line.append(kept ? words.getWholeText() : words.getWholeText().replaceAll("\\s+", " "));
            } else if (node instanceof Element child) {
                enter(child, depth);
            }
        }
    }

    private void enter(Element element, int depth) throws UnreadableException {
        String name = element.normalName();
        if (UNSEEN.contains(name) || element.hasAttr("hidden")) {
            return;
        }
        if (name.matches("h[1-6]")) {
            endBlock();
            blocks.heading(name.charAt(1) - '0', element.text());
        } else if (name.equals("br")) {
            line.append('\n');
        } else if (name.equals("td") || name.equals("th")) {
            walk(element, depth + 1);
            line.append(" | ");
        } else if (element.isBlock()) {
            endBlock();
            walk(element, depth + 1);
            endBlock();
        } else {
            walk(element, depth + 1);
        }
    }

    private void endBlock() throws UnreadableException {
        blocks.paragraph(line.toString().replaceAll("[ \\t]*\\|[ \\t]*$", "").replaceAll(" *\\n *", "\n"));
        line.setLength(0);
    }
}
