package io.lingzhi.llm.gemini;

/**
 * Ids for an answer's calls, since Gemini may give none: {@code call_{responseId}_{n}}, where n counts the answer's
 * calls. The id of the answer makes them unique in a conversation. An upstream that gives its answers no id gets a hash
 * of the call instead; there, the same call made again in a later turn has the same id.
 */
final class CallIds {
    private static final int MAX_LENGTH = 48;

    private int count;

    /** The id of the next call. */
    String next(String given, String responseId, String name, String arguments) {
        String number = "_" + count;
        count++;
        if (!given.isEmpty()) {
            return given;
        }
        String unique = responseId.replaceAll("[^a-zA-Z0-9_-]", "_");
        boolean usable = !unique.isEmpty() && unique.length() <= MAX_LENGTH;
        return "call_" + (usable ? unique : GeminiNames.hash(responseId + "\0" + name + "\0" + arguments)) + number;
    }

    boolean anyMade() {
        return count > 0;
    }
}
