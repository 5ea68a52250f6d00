package io.lingzhi.bench.upstream;

import io.lingzhi.bench.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one protocol's answers, with their HTTP heads and chunk sizes.
 *
 * @param whole a whole response
 * @param opening the head of a streamed response and what comes before the text
 * @param chunk one chunk of text
 * @param digitsAt where in {@code chunk} the digits of its mark are
 * @param closing what comes after the text, with the end of the response
 */
record Answers(ByteBuf whole, ByteBuf opening, ByteBuf chunk, int digitsAt, ByteBuf closing) {
    private static final String STREAM_HEAD = """
        HTTP/1.1 200 OK\r
        content-type: text/event-stream\r
        cache-control: no-cache\r
        transfer-encoding: chunked\r
        \r
        """;
    private static final String LAST_CHUNK = "0\r\n\r\n";

    static Answers of(Protocol protocol) {
        return switch (protocol) {
            case CHAT -> chat();
            case MESSAGES -> messages();
            case RESPONSES -> responses();
            case GEMINI -> gemini();
        };
    }

    private static Answers chat() {
        return answers(
                Texts.chatWhole(Texts.wholeText()),
                event(Texts.chat("{\"role\":\"assistant\",\"content\":\"\"}", "null")),
                event(Texts.chat("{\"content\":\"" + Texts.chunkText() + "\"}", "null")),
                event(Texts.chat("{}", "\"stop\"")) + event(Texts.chatUsage()) + event("[DONE]"));
    }

    private static Answers messages() {
        return answers(
                Texts.messagesWhole(Texts.wholeText()),
                event("message_start", Texts.messagesStart()) + event("content_block_start", Texts.messagesBlock()),
                event("content_block_delta", Texts.messagesDelta(Texts.chunkText())),
                event("content_block_stop", Texts.messagesBlockEnd())
                        + event("message_delta", Texts.messagesEnd())
                        + event("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private static Answers responses() {
        String place = "\"item_id\":\"msg_bench0123456789\",\"output_index\":0,\"content_index\":0,";
        return answers(
                Texts.response("completed", Texts.responseMessage("completed", Texts.responsePart(Texts.wholeText()))),
                responseEvent("response.created", "\"response\":" + Texts.response("in_progress", ""))
                        + responseEvent(
                                "response.output_item.added",
                                "\"output_index\":0,\"item\":" + Texts.responseMessage("in_progress", ""))
                        + responseEvent("response.content_part.added", place + "\"part\":" + Texts.responsePart("")),
                responseEvent("response.output_text.delta", place + "\"delta\":\"" + Texts.chunkText() + "\""),
                responseEvent("response.completed", "\"response\":" + Texts.response("completed", "")));
    }

    private static Answers gemini() {
        return answers(
                Texts.gemini(Texts.wholeText(), ",\"finishReason\":\"STOP\""),
                "",
                event(Texts.gemini(Texts.chunkText(), "")),
                event(Texts.gemini("", ",\"finishReason\":\"STOP\"")));
    }

    private static String responseEvent(String type, String members) {
        return event(type, Texts.responseEvent(type, members));
    }

    private static Answers answers(String whole, String opening, String chunk, String closing) {
        String sized = sized(chunk);
        return new Answers(
                bytes("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + whole.length()
                        + "\r\n\r\n" + whole),
                bytes(STREAM_HEAD + (opening.isEmpty() ? "" : sized(opening))),
                bytes(sized),
                sized.indexOf('@') + 1,
                bytes(sized(closing) + LAST_CHUNK));
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static String event(String name, String data) {
        return "event: " + name + "\n" + event(data);
    }

    private static String sized(String chunk) {
        return Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n";
    }

    private static ByteBuf bytes(String ascii) {
        byte[] all = ascii.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(all.length).writeBytes(all).asReadOnly());
    }
}
