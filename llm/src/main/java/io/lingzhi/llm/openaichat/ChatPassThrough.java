package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonScanner.Span;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.RequestObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lets a Chat client's own bytes go to a Chat upstream, with the model's name and the usage wish spliced in, and, where
 * the upstream demands it, what a client has left out of its tool turns.
 */
public final class ChatPassThrough implements PassThrough {
    static final String PATH = "/chat/completions";

    private static final byte[] OPTIONS = ascii("{\"include_usage\":true}");

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return PATH;
    }

    @Override
    public byte[] patch(byte[] body, String upstreamModel, Dialect dialect) throws RejectedException {
        return Splice.apply(body, splices(body, upstreamModel, dialect));
    }

    /**
     * What {@link #patch} changes. A repeated member is changed at each of its places, so that it does not matter which
     * of them the upstream counts.
     */
    static List<Splice> splices(byte[] body, String upstreamModel, Dialect dialect) throws RejectedException {
        try {
            Span request = JsonScanner.scan(body);
            List<Splice> splices = new ArrayList<>(model(request, upstreamModel));
            if (ChatPeek.isTrue(request, "stream") && !dialect.has(Dialect.Quirk.NO_STREAM_OPTIONS)) {
                splices.addAll(usage(body, request));
            }
            splices.addAll(TurnRepair.of(body, request, dialect));
            splices.sort(Comparator.comparingInt(Splice::start));
            return splices;
        } catch (JsonSyntaxException e) {
            throw ChatPeek.malformed(e);
        }
    }

    @Override
    public boolean isUsageReport(Frame frame) {
        return UsageReport.isIn(frame.data());
    }

    private static List<Splice> model(Span request, String upstreamModel) throws RejectedException {
        byte[] name = Json.bytes(JsonValue.of(upstreamModel));
        List<Splice> splices = named(request, "model").stream()
                .map(member -> new Splice(member.start(), member.end(), name))
                .toList();
        if (splices.isEmpty()) {
            throw RequestObject.rejected("model", "a model name is expected, and it is missing");
        }
        return splices;
    }

    private static List<Splice> usage(byte[] body, Span request) throws JsonSyntaxException {
        List<Member> options = named(request, "stream_options");
        if (options.isEmpty()) {
            return List.of(atEnd(request));
        }
        List<Splice> splices = new ArrayList<>();
        for (Member member : options) {
            splices.addAll(
                    member.kind() == Kind.OBJECT
                            ? insideOptions(JsonScanner.scan(body, member))
                            : List.of(new Splice(member.start(), member.end(), OPTIONS)));
        }
        return splices;
    }

    private static Splice atEnd(Span request) {
        int brace = request.end() - 1;
        return new Splice(brace, brace, ascii(",\"stream_options\":{\"include_usage\":true}"));
    }

    private static List<Splice> insideOptions(Span options) {
        List<Member> flags = named(options, "include_usage");
        if (flags.isEmpty()) {
            String comma = options.members().isEmpty() ? "" : ",";
            int inside = options.start() + 1;
            return List.of(new Splice(inside, inside, ascii("\"include_usage\":true" + comma)));
        }
        return flags.stream()
                .filter(flag -> flag.kind() != Kind.TRUE)
                .map(flag -> new Splice(flag.start(), flag.end(), ascii("true")))
                .toList();
    }

    private static List<Member> named(Span object, String name) {
        return object.members().stream()
                .filter(member -> member.name().equals(name))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
