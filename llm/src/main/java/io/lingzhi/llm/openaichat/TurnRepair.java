package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Dialect.Quirk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Completes turns in a Chat client's own bytes for an upstream that demands {@code reasoning_content} with every turn
 * that made tool calls, which few clients keep. An upstream that wants words there gets those of the turn before, else
 * the turn's text, else a placeholder; for it a result that names no call is also linked to its call, by
 * {@code call_id} or where only one is open, and an answer that says nothing is left out. All else stays. Used once.
 */
final class TurnRepair {
    private static final String REASONING = "reasoning_content";
    private static final String LINK = "tool_call_id";
    private static final byte[] NOTHING = new byte[0];

    private final RawObject request;
    private final boolean wantsWords;
    private final List<Splice> splices = new ArrayList<>();
    private final Set<String> open = new LinkedHashSet<>();
    private Optional<String> before = Optional.empty();

    private TurnRepair(RawObject request, Dialect dialect) {
        this.request = request;
        this.wantsWords = dialect.has(Quirk.REASONING_NEVER_EMPTY);
    }

    /** What is to be added, in the order of the bytes; nothing for an upstream that demands nothing. */
    static List<Splice> of(RawObject request, Dialect dialect) {
        Optional<Member> messages = request.last("messages").filter(member -> member.kind() == Kind.ARRAY);
        if (!dialect.has(Quirk.REASONING_ROUND_TRIP) || messages.isEmpty()) {
            return List.of();
        }
        return new TurnRepair(request, dialect).splices(request.items(messages.get(), Integer.MAX_VALUE));
    }

    private List<Splice> splices(List<Member> messages) {
        int end = messages.isEmpty() ? 0 : messages.getFirst().start();
        boolean kept = false;
        for (int i = 0; i < messages.size(); i++) {
            Member message = messages.get(i);
            Optional<RawObject> turn = request.object(message);
            if (turn.filter(this::saysNothing).isPresent()) {
                boolean last = i == messages.size() - 1;
                splices.add(new Splice(
                        kept ? end : message.start(),
                        kept || last ? message.end() : messages.get(i + 1).start(),
                        NOTHING));
            } else {
                kept = true;
                if (turn.isPresent()) {
                    visit(turn.get());
                }
            }
            end = message.end();
        }
        return splices;
    }

    /** Whether this is an answer without words, thoughts and calls, where the upstream refuses such. */
    private boolean saysNothing(RawObject message) {
        return wantsWords
                && text(message, "role").filter("assistant"::equals).isPresent()
                && message.span().members().stream()
                        .filter(member -> !member.name().equals("role"))
                        .allMatch(member -> member.kind() == Kind.NULL
                                || (member.kind() == Kind.STRING
                                        && text(message, member.name())
                                                .filter(String::isBlank)
                                                .isPresent())
                                || (member.kind() == Kind.ARRAY && isEmpty(member)));
    }

    private boolean isEmpty(Member array) {
        return request.items(array, 1).isEmpty();
    }

    private void visit(RawObject message) {
        String role = text(message, "role").orElse("");
        if (role.equals("assistant")) {
            visitAssistant(message);
        } else if (role.equals("tool") && wantsWords) {
            link(message);
        }
    }

    private void visitAssistant(RawObject message) {
        List<Member> calls = calls(message);
        Optional<String> own = text(message, REASONING);
        Optional<String> otherName = text(message, "reasoning").filter(thought -> !thought.isBlank());
        boolean said = own.filter(thought -> !thought.isBlank()).isPresent();
        before = said ? own : otherName.or(() -> before);
        if (!calls.isEmpty() && !said && (own.isEmpty() || wantsWords || otherName.isPresent())) {
            put(message, REASONING, otherName.orElseGet(() -> wantsWords ? words(message) : ""));
        }
        for (Member call : calls) {
            request.object(call).flatMap(known -> text(known, "id")).ifPresent(open::add);
        }
    }

    private List<Member> calls(RawObject message) {
        Optional<Member> calls = message.last("tool_calls").filter(member -> member.kind() == Kind.ARRAY);
        return calls.isEmpty() ? List.of() : request.items(calls.get(), Integer.MAX_VALUE);
    }

    private String words(RawObject message) {
        return before.or(() -> text(message, "content").filter(text -> !text.isBlank()))
                .orElse(ChatMessageEncoder.NO_THOUGHTS);
    }

    private void link(RawObject message) {
        Optional<String> linked = text(message, LINK);
        Optional<String> found = linked.or(() -> text(message, "call_id"))
                .or(() -> Optional.of(open)
                        .filter(ids -> ids.size() == 1)
                        .map(ids -> ids.iterator().next()));
        found.ifPresent(open::remove);
        if (linked.isEmpty()) {
            found.ifPresent(id -> put(message, LINK, id));
        }
    }

    private Optional<String> text(RawObject object, String name) {
        return object.last(name).flatMap(object::text);
    }

    /** In the place of the member that counts, else before all others. */
    private void put(RawObject message, String name, String value) {
        String written = Json.text(JsonValue.of(value));
        Optional<Member> there = message.last(name);
        int first = message.span().start() + 1;
        String comma = message.span().members().isEmpty() ? "" : ",";
        Splice splice = there.isPresent()
                ? new Splice(there.get().start(), there.get().end(), bytes(written))
                : new Splice(first, first, bytes(Json.text(JsonValue.of(name)) + ":" + written + comma));
        splices.add(splice);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
