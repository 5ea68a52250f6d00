package io.lingzhi.assistant.http;

import java.util.List;

/** A sentence for the asker, in both languages. */
record Text(String english, String chinese) {

    static List<String> all(List<Text> sentences, Language language) {
        return sentences.stream().map(each -> each.in(language)).toList();
    }

    String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
    }
}
