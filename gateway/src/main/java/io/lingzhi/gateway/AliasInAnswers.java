package io.lingzhi.gateway;

import io.lingzhi.llm.StreamEvent;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the name by which clients know a model into answers, in the place of the upstream's own.
 *
 * @param alias empty: answers stay as they are
 */
record AliasInAnswers(Optional<String> alias) {
    static final AliasInAnswers NONE = new AliasInAnswers(Optional.empty());

    /** The members that name a model, in all protocols. */
    private static final Set<String> NAMES = Set.of("model", "modelVersion");
    /** The objects of events that hold an answer: Anthropic's {@code message}, the {@code response} of Responses. */
    private static final Set<String> ANSWERS = Set.of("message", "response");

    List<StreamEvent> in(List<StreamEvent> events) {
        return alias.isEmpty()
                ? events
                : events.stream().map(event -> named(event, alias.get())).toList();
    }

    private static StreamEvent named(StreamEvent event, String name) {
        return event instanceof StreamEvent.Started(String id, String _, long createdAt)
                ? new StreamEvent.Started(id, name, createdAt)
                : event;
    }

    /** A whole answer; what is no JSON object stays as it is. */
    byte[] in(byte[] json) {
        if (alias.isEmpty()) {
            return json;
        }
        try {
            Span answer = JsonScanner.scan(json);
            List<Splice> splices = new ArrayList<>(names(answer));
            for (Member member : answer.members()) {
                if (ANSWERS.contains(member.name()) && member.kind() == Kind.OBJECT) {
                    splices.addAll(names(JsonScanner.scan(json, member)));
                }
            }
            splices.sort(Comparator.comparingInt(Splice::start));
            return Splice.apply(json, splices);
        } catch (JsonSyntaxException e) {
            return json;
        }
    }

    private List<Splice> names(Span object) {
        byte[] name = Json.bytes(JsonValue.of(alias.orElseThrow()));
        return object.members().stream()
                .filter(member -> NAMES.contains(member.name()) && member.kind() == Kind.STRING)
                .map(member -> new Splice(member.start(), member.end(), name))
                .toList();
    }

    /** A frame's bytes; those of a frame that names no model stay as they came. */
    byte[] in(Frame frame) {
        if (alias.isEmpty()) {
            return frame.raw();
        }
        byte[] data = in(frame.data());
        if (Arrays.equals(data, frame.data())) {
            return frame.raw();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!frame.event().equals("message")) {
            out.writeBytes(("event: " + frame.event() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n", -1)) {
            out.writeBytes(("data: " + line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.write('\n');
        return out.toByteArray();
    }
}
