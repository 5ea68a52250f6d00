package io.lingzhi.llm.anthropic;

import io.lingzhi.llm.ChatRequest;
import io.lingzhi.llm.Extensions;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import io.lingzhi.llm.protocol.Protocol;
import java.util.Set;

/** The fields of this protocol that a request carries without the vocabulary knowing them. */
record CarriedFields(JsonValue.Obj fields) {
    /** Fields that complete one that is written from the vocabulary, or that go elsewhere than into the body. */
    private static final Set<String> PARTIAL = Set.of("tools", "thinking", "output_config", "metadata", "betas");

    /** This protocol's fields; those of another are lost. */
    static CarriedFields of(ChatRequest request, Losses losses) {
        if (request.extensions().isEmpty()) {
            return new CarriedFields(JsonValue.Obj.EMPTY);
        }
        Extensions extensions = request.extensions().get();
        extensions.losses().forEach(loss -> losses.add(loss.path(), loss.reason()));
        if (extensions.protocol() == Protocol.ANTHROPIC) {
            return new CarriedFields(extensions.fields());
        }
        String reason = "only " + extensions.protocol().id() + " has this field";
        extensions.fields().members().keySet().forEach(name -> losses.add("extensions." + name, reason));
        return new CarriedFields(JsonValue.Obj.EMPTY);
    }

    /** The fields that are written as they are. */
    JsonValue.Obj whole() {
        return OtherMembers.of(fields, PARTIAL);
    }

    /** The members of {@code written} and then those carried of the field {@code name}; what is written wins. */
    JsonValue.Obj completed(String name, JsonValue.Obj written) {
        ObjectBuilder all = Json.object();
        written.members().forEach(all::put);
        OtherMembers.of(fields.object(name), written.members().keySet())
                .members()
                .forEach(all::put);
        return all.build();
    }

    /** What is carried of the tool of this name. */
    JsonValue.Obj ofTool(String toolName) {
        for (JsonValue item : fields.list("tools")) {
            if (item instanceof JsonValue.Obj tool && tool.string("name", "").equals(toolName)) {
                return OtherMembers.of(tool, Set.of("name"));
            }
        }
        return JsonValue.Obj.EMPTY;
    }
}
