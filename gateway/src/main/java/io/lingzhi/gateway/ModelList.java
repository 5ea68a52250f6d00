package io.lingzhi.gateway;

import io.lingzhi.gateway.route.RouteTable.Listed;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.List;
import java.util.Optional;

/** The three forms in which clients expect a list of models. Times and token limits that are not known are left out. */
public enum ModelList {
    OPENAI {
        @Override
        byte[] list(List<Listed> models) {
            return Json.object()
                    .put("object", "list")
                    .put("data", models.stream().map(this::json).toList())
                    .bytes();
        }

        @Override
        JsonValue.Obj json(Listed model) {
            return Json.object()
                    .put("id", model.name())
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", model.owner())
                    .putIfPresent("architecture", modalities(model))
                    .build();
        }
    },
    ANTHROPIC {
        @Override
        byte[] list(List<Listed> models) {
            return Json.object()
                    .put("data", models.stream().map(this::json).toList())
                    .put("has_more", false)
                    .put("first_id", models.isEmpty() ? "" : models.getFirst().name())
                    .put("last_id", models.isEmpty() ? "" : models.getLast().name())
                    .bytes();
        }

        @Override
        JsonValue.Obj json(Listed model) {
            return Json.object()
                    .put("type", "model")
                    .put("id", model.name())
                    .put("display_name", model.traits().displayName().orElse(model.name()))
                    .put("created_at", "1970-01-01T00:00:00Z")
                    .putIfPresent("max_input_tokens", model.traits().contextTokens())
                    .build();
        }
    },
    GEMINI {
        @Override
        byte[] list(List<Listed> models) {
            return Json.object()
                    .put("models", models.stream().map(this::json).toList())
                    .bytes();
        }

        @Override
        JsonValue.Obj json(Listed model) {
            return Json.object()
                    .put("name", "models/" + model.name())
                    .put("displayName", model.traits().displayName().orElse(model.name()))
                    .put("description", model.traits().displayName().orElse(model.name()))
                    .putIfPresent("inputTokenLimit", model.traits().contextTokens())
                    .put(
                            "supportedGenerationMethods",
                            JsonValue.Arr.ofStrings(List.of("generateContent", "streamGenerateContent")))
                    .build();
        }
    };

    abstract byte[] list(List<Listed> models);

    abstract JsonValue.Obj json(Listed model);

    /** What it takes and makes, in the members that OpenRouter gave this list; empty where nothing is known. */
    private static Optional<JsonValue> modalities(Listed model) {
        ObjectBuilder known = Json.object();
        if (!model.traits().reads().isEmpty()) {
            known.put("input_modalities", JsonValue.Arr.ofStrings(model.traits().reads()));
        }
        if (!model.traits().writes().isEmpty()) {
            known.put(
                    "output_modalities", JsonValue.Arr.ofStrings(model.traits().writes()));
        }
        JsonValue.Obj told = known.build();
        return told.members().isEmpty() ? Optional.empty() : Optional.of(told);
    }

    byte[] one(Listed model) {
        return Json.bytes(json(model));
    }
}
