package io.lingzhi.llm.everydirection;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The clients and upstreams of the four protocols: a new protocol is one line in each list. */
final class Ends {
    private Ends() {}

    /**
     * What a client of one protocol writes.
     *
     * @param path where it names model and streaming, for a protocol that does
     * @param turns how it tells a conversation
     * @param cleanEnd a text that stands in its streams only at a clean end
     */
    record Client(String name, Inbound inbound, String path, Turns turns, List<String> cleanEnd) {
        Asked ask(String body) throws RejectedException {
            return ask(body.getBytes(StandardCharsets.UTF_8));
        }

        Asked ask(byte[] body) throws RejectedException {
            return inbound.read(
                    new WireCall(path, query -> query.equals("alt") ? Optional.of("sse") : Optional.empty(), body));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * What an upstream of one protocol reads.
     *
     * @param tail what closes the conversation's list and the body, so that all before it must stay
     */
    record Upstream(String name, Outbound outbound, String folder, String tail) {
        byte[] body(ChatRequest request) {
            return outbound.encodeRequest(request, Dialect.PLAIN).request().body();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Client> clients() {
        return List.of(
                new Client("chat", new ChatInbound(), "", Turns.CHAT, List.of("[DONE]", "\"finish_reason\":\"")),
                new Client(
                        "responses",
                        new ResponsesInbound(() -> "id"),
                        "",
                        Turns.RESPONSES,
                        List.of("event: response.completed", "event: response.incomplete")),
                new Client("messages", new AnthropicInbound(), "", Turns.MESSAGES, List.of("event: message_stop")),
                new Client(
                        "gemini",
                        new GeminiInbound(),
                        "/v1beta/models/m:streamGenerateContent",
                        Turns.GEMINI,
                        List.of("\"finishReason\":\"")));
    }

    static List<Upstream> upstreams() {
        return List.of(
                new Upstream("chat", new ChatOutbound(), "openaichat", "]}"),
                new Upstream("responses", new ResponsesOutbound(), "openairesponses", "]}"),
                new Upstream("messages", new AnthropicOutbound(), "anthropic", "]}]}"),
                new Upstream("gemini", new GeminiOutbound(), "gemini", "]}]}"));
    }
}
