package io.lingzhi.app.cli;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lingzhi ask QUESTION}: asks a knowledge base of the running service, and names the sources. */
@Command(name = "ask")
final class AskCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ServiceClient service = new ServiceClient();

    @Option(names = "--kb", paramLabel = "NAME", descriptionKey = "lingzhi.kb")
    private String base = "default";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            descriptionKey = "lingzhi.ask.model")
    private @Nullable String model;

    @Parameters(arity = "1..*", paramLabel = "QUESTION", descriptionKey = "lingzhi.ask.question")
    private List<String> question = new ArrayList<>();

    private final List<JsonValue.Obj> citations = new ArrayList<>();

    AskCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        ObjectBuilder ask = Json.object()
                .put("question", String.join(" ", question))
                .put("kb", base)
                .put("stream", true);
        if (model != null) {
            ask.put("model", model);
        }
        HttpRequest request = service.to(around, "/v1/ai/ask")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(ask.build())))
                .build();
        try {
            EventLines.read(service.open(around, request), this::take);
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private void take(String event, JsonValue.Obj data) {
        switch (event) {
            case "delta", "refusal" -> {
                around.out().print(data.string("text", ""));
                around.out().flush();
            }
            case "citation" -> citations.add(data);
            case "done" -> end(data);
            case "error" -> throw new ExitException(data.string("detail", ""));
            default -> {}
        }
    }

    private void end(JsonValue.Obj done) {
        around.out().println();
        if (!citations.isEmpty()) {
            around.out().println();
            around.out().println(around.texts().say("ask.sources"));
        }
        for (JsonValue.Obj citation : citations) {
            String heading = citation.string("heading", "");
            around.out()
                    .println("[" + citation.integer("number").orElse(0L) + "] " + citation.string("document", "")
                            + (heading.isEmpty() ? "" : " › " + heading) + " ("
                            + citation.integer("start").orElse(0L) + "-"
                            + citation.integer("end").orElse(0L) + ")");
        }
        String told = done.string("model", "-");
        boolean extract = done.bool("extract").orElse(false);
        around.err().println("# " + told + (extract ? " " + around.texts().say("ask.extract") : ""));
    }
}
