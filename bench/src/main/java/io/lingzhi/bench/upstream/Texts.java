package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Marks;

/** The JSON of answers, one protocol a method group. Usage is told, so that nothing has to be estimated. */
final class Texts {
    private static final String WORDS = " the quick brown fox";

    private Texts() {}

    /** The text of a whole answer: about 800 bytes between two marks. */
    static String wholeText() {
        return Marks.of(1) + WORDS.repeat(40) + " " + Marks.of(2);
    }

    /** The text of one chunk. */
    static String chunkText() {
        return Marks.of(0) + WORDS + " ";
    }

    static String chat(String delta, String finish) {
        return "{\"id\":\"chatcmpl-bench0123456789\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
                + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish
                + "}]}";
    }

    static String chatUsage() {
        return "{\"id\":\"chatcmpl-bench0123456789\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
                + "\"model\":\"bench\",\"choices\":[],\"usage\":" + CHAT_USAGE + "}";
    }

    private static final String CHAT_USAGE = "{\"prompt_tokens\":400,\"completion_tokens\":200,\"total_tokens\":600}";

    static String chatWhole(String text) {
        return "{\"id\":\"chatcmpl-bench0123456789\",\"object\":\"chat.completion\",\"created\":1790000000,"
                + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":" + CHAT_USAGE + "}";
    }

    static String messagesStart() {
        return "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_bench0123456789\",\"type\":\"message\","
            + "\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":400,\"output_tokens\":1}}}";
    }

    static String messagesBlock() {
        return "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}";
    }

    static String messagesDelta(String text) {
        return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                + "\"}}";
    }

    static String messagesBlockEnd() {
        return "{\"type\":\"content_block_stop\",\"index\":0}";
    }

    static String messagesEnd() {
        return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                + "\"usage\":{\"output_tokens\":200}}";
    }

    static String messagesWhole(String text) {
        return "{\"id\":\"msg_bench0123456789\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}],\"stop_reason\":\"end_turn\","
                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":400,\"output_tokens\":200}}";
    }

    static String response(String status, String output) {
        return "{\"id\":\"resp_bench0123456789\",\"object\":\"response\",\"created_at\":1790000000,\"status\":\""
                + status
                + "\",\"model\":\"bench\",\"output\":[" + output + "],\"usage\":{\"input_tokens\":400,"
                + "\"output_tokens\":200,\"total_tokens\":600}}";
    }

    static String responseMessage(String status, String content) {
        return "{\"id\":\"msg_bench0123456789\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                + "\",\"content\":[" + content + "]}";
    }

    static String responsePart(String text) {
        return "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]}";
    }

    /** An event of the Responses protocol, with these members besides its type. */
    static String responseEvent(String type, String members) {
        return "{\"type\":\"" + type + "\"," + members + "}";
    }

    static String gemini(String text, String more) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"}"
                + more + ",\"index\":0}],\"modelVersion\":\"bench\",\"responseId\":\"bench0123456789\","
                + "\"usageMetadata\":{\"promptTokenCount\":400,\"candidatesTokenCount\":200,\"totalTokenCount\":600}}";
    }
}
