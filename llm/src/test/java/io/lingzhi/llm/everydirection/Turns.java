package io.lingzhi.llm.everydirection;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with everything that agents put into one, as clients of one protocol write it: instructions, tools,
 * parallel calls and their results, an image, a thought, Chinese text. It grows by one turn at a time.
 */
enum Turns {
    CHAT {
        @Override
        String body(int turns) {
            List<String> messages = new ArrayList<>(List.of("{\"role\":\"system\",\"content\":\"Be kind. 用中文回答。\"}"));
            for (int i = 0; i < turns; i++) {
                messages.add("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Question " + i
                        + " 你好\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + IMAGE + "\"}}]}");
                messages.add("{\"role\":\"assistant\",\"content\":\"Looking\",\"reasoning_content\":\"hm " + i
                        + "\",\"tool_calls\":[" + call(i, "a") + "," + call(i, "b") + "]}");
                messages.add(result(i, "a"));
                messages.add(result(i, "b"));
                messages.add("{\"role\":\"assistant\",\"content\":\"Answer " + i + "\"}");
            }
            messages.add("{\"role\":\"user\",\"content\":\"last\"}");
            return "{\"model\":\"m\",\"stream\":true,\"max_tokens\":99,\"temperature\":0.5,\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"get\",\"description\":\"Gets\",\"parameters\":" + SCHEMA
                    + "}}],\"messages\":[" + String.join(",", messages) + "]}";
        }

        private String call(int turn, String which) {
            return "{\"id\":\"call_" + turn + which + "\",\"type\":\"function\",\"function\":{\"name\":\"get\","
                    + "\"arguments\":\"{\\\"n\\\":" + turn + "}\"}}";
        }

        private String result(int turn, String which) {
            return "{\"role\":\"tool\",\"tool_call_id\":\"call_" + turn + which + "\",\"content\":\"found " + which
                    + "\"}";
        }
    },
    RESPONSES {
        @Override
        String body(int turns) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                items.add(
                        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Question"
                            + " "
                                + i + " 你好\"},{\"type\":\"input_image\",\"image_url\":\"" + IMAGE + "\"}]}");
                items.add("{\"type\":\"reasoning\",\"id\":\"rs_" + i
                        + "\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],\"encrypted_content\":\"enc" + i
                        + "\"}");
                for (String which : List.of("a", "b")) {
                    items.add("{\"type\":\"function_call\",\"call_id\":\"call_" + i + which
                            + "\",\"name\":\"get\",\"arguments\":\"{\\\"n\\\":" + i + "}\"}");
                }
                for (String which : List.of("a", "b")) {
                    items.add("{\"type\":\"function_call_output\",\"call_id\":\"call_" + i + which
                            + "\",\"output\":\"found " + which + "\"}");
                }
                items.add(
                        "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Answer"
                            + " "
                                + i + "\",\"annotations\":[]}]}");
            }
            items.add("{\"type\":\"message\",\"role\":\"user\",\"content\":\"last\"}");
            return "{\"model\":\"m\",\"stream\":true,\"store\":false,\"instructions\":\"Be kind. 用中文回答。\","
                + "\"max_output_tokens\":99,\"tools\":[{\"type\":\"function\",\"name\":\"get\",\"description\":\"Gets\","
                + "\"parameters\":" + SCHEMA + "}],\"input\":[" + String.join(",", items) + "]}";
        }
    },
    MESSAGES {
        @Override
        String body(int turns) {
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                String results = i == 0 ? "" : results(i - 1) + ",";
                messages.add(
                        "{\"role\":\"user\",\"content\":[" + results + "{\"type\":\"text\",\"text\":\"Question " + i
                                + " 你好\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                                + PNG + "\"}}]}");
                messages.add(
                        "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig"
                                + i + "\"},{\"type\":\"text\",\"text\":\"Looking\"}," + call(i, "a") + ","
                                + call(i, "b") + "]}");
            }
            String results = turns == 0 ? "" : results(turns - 1) + ",";
            messages.add("{\"role\":\"user\",\"content\":[" + results + "{\"type\":\"text\",\"text\":\"last\"}]}");
            return "{\"model\":\"m\",\"stream\":true,\"max_tokens\":99,\"system\":[{\"type\":\"text\",\"text\":\"Be"
                + " kind. "
                + "用中文回答。\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"tools\":[{\"name\":\"get\",\"description\":\"Gets\","
                + "\"input_schema\":" + SCHEMA + "}],\"messages\":[" + String.join(",", messages) + "]}";
        }

        private String call(int turn, String which) {
            return "{\"type\":\"tool_use\",\"id\":\"toolu_" + turn + which + "\",\"name\":\"get\",\"input\":{\"n\":"
                    + turn + "}}";
        }

        private String results(int turn) {
            return "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_" + turn
                    + "a\",\"content\":\"found a\"},{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_" + turn
                    + "b\",\"content\":[{\"type\":\"text\",\"text\":\"found b\"}],\"is_error\":true}";
        }
    },
    GEMINI {
        @Override
        String body(int turns) {
            List<String> contents = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                contents.add("{\"role\":\"user\",\"parts\":[{\"text\":\"Question " + i
                        + " 你好\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + PNG + "\"}}]}");
                contents.add(
                        "{\"role\":\"model\",\"parts\":[{\"text\":\"Looking\"},{\"functionCall\":{\"name\":\"get\",\"args\":{\"n\":"
                                + i
                                + "}},\"thoughtSignature\":\"c2ln\"},{\"functionCall\":{\"name\":\"get\",\"args\":{\"n\":-"
                                + i
                                + "}}}]}");
                contents.add("{\"role\":\"user\",\"parts\":[" + result("a") + "," + result("b") + "]}");
                contents.add("{\"role\":\"model\",\"parts\":[{\"text\":\"Answer " + i + "\"}]}");
            }
            contents.add("{\"role\":\"user\",\"parts\":[{\"text\":\"last\"}]}");
            return "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be kind."
                    + " 用中文回答。\"}]},\"tools\":[{\"functionDeclarations\":"
                    + "[{\"name\":\"get\",\"description\":\"Gets\",\"parameters\":" + SCHEMA
                    + "}]}],\"generationConfig\":{\"maxOutputTokens\":99},\"contents\":[" + String.join(",", contents)
                    + "]}";
        }

        private String result(String which) {
            return "{\"functionResponse\":{\"name\":\"get\",\"response\":{\"result\":\"found " + which + "\"}}}";
        }
    };

    private static final String PNG = "iVBORw0KGgo=";
    private static final String IMAGE = "data:image/png;base64," + PNG;
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";

    /** The request after so many turns. */
    abstract String body(int turns);
}
