package io.lingzhi.llm.openaichat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner.Kind;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.RawObject;
import io.lingzhi.llm.json.Splice;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Frame;
import io.lingzhi.llm.protocol.PassThrough;
import io.lingzhi.llm.protocol.Peek;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.RejectedException;
import io.lingzhi.llm.protocol.WireBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lets a Chat client's own bytes go to a Chat upstream, with the model's name and the usage wish spliced in, and, where
 * the upstream demands it, what a client has left out of its tool turns.
 */
public final class ChatPassThrough implements PassThrough {
    static final String PATH = "/chat/completions";

    private static final JsonValue WANTED =
            Json.object().put("include_usage", true).build();

    @Override
    public Protocol protocol() {
        return Protocol.OPENAI_CHAT;
    }

    @Override
    public String path(String upstreamModel, Peek peek) {
        return PATH;
    }

    @Override
    public List<Splice> patches(WireBody body, String upstreamModel, Dialect dialect) throws RejectedException {
        RawObject request = body.object();
        List<Splice> splices = new ArrayList<>(PassThrough.renamed(request, upstreamModel));
        if (request.has("stream", Kind.TRUE) && !dialect.has(Dialect.Quirk.NO_STREAM_OPTIONS)) {
            splices.addAll(usage(request));
        }
        splices.addAll(TurnRepair.of(request, dialect));
        splices.sort(Comparator.comparingInt(Splice::start));
        return splices;
    }

    @Override
    public boolean isUsageReport(Frame frame) {
        return UsageReport.isIn(frame.data());
    }

    private static List<Splice> usage(RawObject request) {
        List<Member> options = named(request, "stream_options");
        if (options.isEmpty()) {
            return List.of(request.added("stream_options", WANTED));
        }
        List<Splice> splices = new ArrayList<>();
        for (Member member : options) {
            Optional<RawObject> wishes = request.object(member);
            splices.addAll(
                    wishes.isPresent()
                            ? insideOptions(wishes.get())
                            : List.of(new Splice(member.start(), member.end(), Json.bytes(WANTED))));
        }
        return splices;
    }

    private static List<Splice> insideOptions(RawObject options) {
        List<Member> flags = named(options, "include_usage");
        if (flags.isEmpty()) {
            String comma = options.span().members().isEmpty() ? "" : ",";
            int inside = options.span().start() + 1;
            return List.of(new Splice(inside, inside, ascii("\"include_usage\":true" + comma)));
        }
        return flags.stream()
                .filter(flag -> flag.kind() != Kind.TRUE)
                .map(flag -> new Splice(flag.start(), flag.end(), ascii("true")))
                .toList();
    }

    private static List<Member> named(RawObject object, String name) {
        return object.span().members().stream()
                .filter(member -> member.name().equals(name))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
