package io.lingzhi.assistant.knowledge;

import io.lingzhi.assistant.knowledge.text.Passage;

/** What the vector of a passage is made of: its headings, which tell what it is about, and its text. */
final class VectorText {
    private VectorText() {}

    static String of(Passage passage) {
        String path = passage.path();
        return path.isEmpty() || passage.text().startsWith(path) ? passage.text() : path + "\n" + passage.text();
    }
}
