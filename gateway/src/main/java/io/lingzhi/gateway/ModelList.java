package io.lingzhi.gateway;

import io.lingzhi.gateway.route.RouteTable.Listed;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.util.List;

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
                    .put("display_name", model.displayName())
                    .put("created_at", "1970-01-01T00:00:00Z")
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
                    .put("displayName", model.displayName())
                    .put("description", model.displayName())
                    .put(
                            "supportedGenerationMethods",
                            JsonValue.Arr.ofStrings(List.of("generateContent", "streamGenerateContent")))
                    .build();
        }
    };

    abstract byte[] list(List<Listed> models);

    abstract JsonValue.Obj json(Listed model);

    byte[] one(Listed model) {
        return Json.bytes(json(model));
    }
}
