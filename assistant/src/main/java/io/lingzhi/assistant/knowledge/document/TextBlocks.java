package io.lingzhi.assistant.knowledge.document;

import java.util.ArrayList;
import java.util.List;

/** A text that is put together block by block, with its headings. One thread. */
final class TextBlocks {
    private final Allowance allowance;
    private final StringBuilder text = new StringBuilder();
    private final List<Heading> headings = new ArrayList<>();

    TextBlocks(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Adds a paragraph; a blank one is left out. */
    void paragraph(String words) throws UnreadableException {
        String bare = words.strip();
        if (!bare.isEmpty()) {
            if (!text.isEmpty()) {
                text.append("\n\n");
            }
            text.append(bare);
            allowance.check(text.length());
        }
    }

    void heading(int level, String words) throws UnreadableException {
        String title = words.strip().replaceAll("\\s+", " ");
        if (!title.isEmpty()) {
            paragraph(title);
            headings.add(new Heading(level, title, text.length() - title.length()));
        }
    }

    /** What comes next stands on this page. */
    void page(int number) {
        headings.add(new Heading(Heading.PAGE, "p. " + number, text.length()));
    }

    Extracted end() {
        return new Extracted(text.toString(), headings);
    }
}
