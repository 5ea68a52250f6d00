package io.lingzhi.assistant.http;

/** A sentence for the asker, in both languages. */
record Text(String english, String chinese) {

    /** A sentence that exists in one language only, such as a failure's message. */
    static Text asIs(String sentence) {
        return new Text(sentence, sentence);
    }

    String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
    }
}
