package io.lingzhi.llm.cost;

import io.lingzhi.llm.ChatClient;
import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.ChatResponse;
import io.lingzhi.llm.FinishReason;
import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.StreamEvent.PartHead;
import io.lingzhi.llm.Usage;
import io.lingzhi.llm.anthropic.AnthropicInbound;
import io.lingzhi.llm.anthropic.AnthropicOutbound;
import io.lingzhi.llm.anthropic.AnthropicPassThrough;
import io.lingzhi.llm.gemini.GeminiInbound;
import io.lingzhi.llm.gemini.GeminiOutbound;
import io.lingzhi.llm.gemini.GeminiPassThrough;
import io.lingzhi.llm.openaichat.ChatInbound;
import io.lingzhi.llm.openaichat.ChatOutbound;
import io.lingzhi.llm.openaichat.ChatPassThrough;
import io.lingzhi.llm.openairesponses.ResponsesInbound;
import io.lingzhi.llm.openairesponses.ResponsesOutbound;
import io.lingzhi.llm.openairesponses.ResponsesPassThrough;
import io.lingzhi.llm.protocol.Asked;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.Inbound;
import io.lingzhi.llm.protocol.Outbound;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.StreamRuns;
import io.lingzhi.llm.protocol.WireCall;
import io.lingzhi.llm.sse.FrameTooLongException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One protocol with a conversation of usual size, and with answers to it, in its own bytes.
 *
 * @param path where it names model and streaming, for a protocol that does
 */
record Speech(String name, Inbound inbound, Outbound outbound, PassThrough passThrough, String path) {
    private static final String CONVERSATION = """
        {"model":"m","stream":true,"max_tokens":500,"temperature":0.5,"tools":[{"type":"function","function":{
        "name":"weather","description":"The weather of a town","parameters":{"type":"object","properties":{
        "town":{"type":"string"}},"required":["town"]}}}],"messages":[{"role":"system","content":"Be brief. FILLING"},
        {"role":"user","content":"What is the weather in Oslo?"},{"role":"assistant","tool_calls":[{"id":"call_1",
        "type":"function","function":{"name":"weather","arguments":"{\\"town\\":\\"Oslo\\"}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"rain, FILLING"},
        {"role":"assistant","content":"It rains. FILLING"},{"role":"user","content":"And tomorrow?"}]}\
        """;

    static List<Speech> all() {
        return List.of(
                new Speech("chat", new ChatInbound(), new ChatOutbound(), new ChatPassThrough(), ""),
                new Speech(
                        "responses",
                        new ResponsesInbound(() -> "id"),
                        new ResponsesOutbound(),
                        new ResponsesPassThrough(),
                        ""),
                new Speech(
                        "anthropic", new AnthropicInbound(), new AnthropicOutbound(), new AnthropicPassThrough(), ""),
                new Speech(
                        "gemini",
                        new GeminiInbound(),
                        new GeminiOutbound(),
                        new GeminiPassThrough(),
                        "/v1beta/models/m:streamGenerateContent"));
    }

    /** The conversation in the vocabulary; three of its texts are longer by {@code filling} characters. */
    static ChatRequest conversation(int filling) throws RejectedException {
        String body = CONVERSATION.replace("FILLING", "word ".repeat(filling / 5));
        return new ChatInbound()
                .read(WireCall.of(body.getBytes(StandardCharsets.UTF_8)))
                .request();
    }

    /** An answer that thinks, tells and calls, in some 300 steps. */
    static List<StreamEvent> answer() {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Started("id1", "m", 1_700_000_000));
        events.add(new StreamEvent.PartStarted(new PartHead.Thinking()));
        events.addAll(Collections.nCopies(50, new StreamEvent.ThinkingDelta("It may be ")));
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.PartStarted(new PartHead.Text()));
        events.addAll(Collections.nCopies(200, new StreamEvent.TextDelta("some words ")));
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.PartStarted(new PartHead.ToolCall("call_2", "weather")));
        events.add(new StreamEvent.ArgumentsDelta("{\"town\":\""));
        events.addAll(Collections.nCopies(48, new StreamEvent.ArgumentsDelta("Oslo ")));
        events.add(new StreamEvent.ArgumentsDelta("\"}"));
        events.add(new StreamEvent.PartFinished());
        events.add(new StreamEvent.UsageReported(new Usage(700, 500, 100, 0, 50)));
        events.add(new StreamEvent.Finished(FinishReason.TOOL_CALLS));
        return StreamRuns.checked(events);
    }

    /** The same answer, whole. */
    static ChatResponse wholeAnswer() {
        return switch (StreamRuns.answer(answer())) {
            case ChatClient.Answer.Complete complete -> complete.response();
            case ChatClient.Answer.Failed failed -> throw new IllegalStateException(failed.toString());
        };
    }

    byte[] body(int filling) throws RejectedException {
        return outbound.encodeRequest(conversation(filling), Dialect.PLAIN)
                .request()
                .body();
    }

    Asked ask(byte[] body) throws RejectedException {
        return inbound.read(
                new WireCall(path, query -> query.equals("alt") ? Optional.of("sse") : Optional.empty(), body));
    }

    byte[] stream() throws RejectedException {
        return StreamRuns.encode(ask(body(100)).newStreamEncoder(), answer());
    }

    List<Frame> frames() throws RejectedException, FrameTooLongException {
        return StreamRuns.frames(stream(), 1 << 20);
    }
}
