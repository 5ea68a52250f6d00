package io.lingzhi.bench.simulator;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.json.JsonValue.Arr;
import io.lingzhi.llm.json.JsonValue.Obj;
import io.lingzhi.llm.json.JsonValue.Str;
import io.lingzhi.llm.json.ObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes up calls of the tools that a request offers. */
final class ToolCalls {
    /** Pieces into which streamed arguments are cut, at most. */
    private static final int FRAGMENTS = 4;

    private static final Pattern SHELL = Pattern.compile("(?i).*(bash|shell|exec|command).*");
    private static final List<String> COMMAND = List.of("command", "cmd", "script");

    private ToolCalls() {}

    /** One call; the arguments are JSON text. */
    record Call(String id, Ask.Tool tool, String arguments) {
        List<String> fragments() {
            return Texts.pieces(arguments, Math.max(1, (arguments.length() + FRAGMENTS - 1) / FRAGMENTS));
        }
    }

    /** The calls that the user wishes or the client demands. */
    static List<Call> of(Ask ask, Wishes wishes, long seed) {
        List<Ask.Tool> tools = ask.tools();
        if (tools.isEmpty()) {
            return List.of();
        }
        List<Call> calls = new ArrayList<>();
        wishes.run().flatMap(command -> shell(tools, command, seed)).ifPresent(calls::add);
        for (int i = 0; i < wishes.calls(); i++) {
            Ask.Tool tool = tools.get(i % tools.size());
            calls.add(new Call(id(seed, i), tool, Json.text(arguments(tool.schema(), tool.schema()))));
        }
        if (!calls.isEmpty()) {
            return calls;
        }
        return switch (ask.choice()) {
            case Ask.Choice.Free() -> List.of();
            case Ask.Choice.Any() -> List.of(call(tools.getFirst(), seed));
            case Ask.Choice.Named(String name) ->
                tools.stream()
                        .filter(tool -> tool.name().equals(name))
                        .map(tool -> call(tool, seed))
                        .toList();
        };
    }

    private static Call call(Ask.Tool tool, long seed) {
        return new Call(id(seed, 0), tool, Json.text(arguments(tool.schema(), tool.schema())));
    }

    private static String id(long seed, int number) {
        return "call_" + Long.toHexString(seed) + "_" + number;
    }

    /** A call of the first tool that looks like a shell, with the members that it requires and the command. */
    private static Optional<Call> shell(List<Ask.Tool> tools, String command, long seed) {
        for (Ask.Tool tool : tools) {
            Obj properties = tool.schema().object("properties");
            Optional<String> member = COMMAND.stream().filter(properties::has).findFirst();
            if (member.isPresent() && SHELL.matcher(tool.name()).matches()) {
                boolean list =
                        properties.object(member.get()).string("type", "").equals("array");
                JsonValue value = list ? Arr.ofStrings(List.of("bash", "-lc", command)) : JsonValue.of(command);
                Obj arguments = required(tool.schema()).with(member.get(), value);
                return Optional.of(new Call(id(seed, 0), tool, Json.text(arguments)));
            }
        }
        return Optional.empty();
    }

    private static Obj required(Obj schema) {
        ObjectBuilder arguments = Json.object();
        for (JsonValue item : schema.list("required")) {
            if (item instanceof Str(String name) && schema.object("properties").get(name) instanceof Obj description) {
                arguments.put(name, sample(description, schema));
            }
        }
        return arguments.build();
    }

    private static Obj arguments(Obj schema, Obj root) {
        ObjectBuilder arguments = Json.object();
        for (Map.Entry<String, JsonValue> property :
                schema.object("properties").members().entrySet()) {
            if (property.getValue() instanceof Obj description) {
                arguments.put(property.getKey(), sample(description, root));
            }
        }
        return arguments.build();
    }

    /** A value that the schema allows, as far as it is understood. */
    static JsonValue sample(Obj schema) {
        return sample(schema, schema);
    }

    private static JsonValue sample(Obj schema, Obj root) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.list("enum").isEmpty()) {
            return schema.list("enum").getFirst();
        }
        Optional<Obj> other = Optional.<Obj>empty()
                .or(() -> schema.string("$ref").flatMap(path -> referred(path, root)))
                .or(() -> first(schema, "anyOf"))
                .or(() -> first(schema, "oneOf"))
                .or(() -> first(schema, "allOf"));
        if (other.isPresent()) {
            return sample(other.get(), root);
        }
        return switch (type(schema)) {
            case "integer", "number" -> number(schema);
            case "boolean" -> JsonValue.of(true);
            case "array" -> array(schema, root);
            case "object" -> arguments(schema, root);
            case "null" -> JsonValue.Null.NULL;
            default -> JsonValue.of("sample");
        };
    }

    private static JsonValue number(Obj schema) {
        return schema.decimal("minimum").orElse(1.0) > 1 ? schema.get("minimum") : JsonValue.of(1);
    }

    private static Arr array(Obj schema, Obj root) {
        boolean filled = schema.integer("minItems").orElse(0L) > 0;
        return new Arr(filled ? List.of(sample(schema.object("items"), root)) : List.of());
    }

    /** The type in lower case, since Gemini writes it in upper case; of several the first. */
    private static String type(Obj schema) {
        String several = !schema.list("type").isEmpty() && schema.list("type").getFirst() instanceof Str(String text)
                ? text
                : "string";
        String otherwise = schema.has("properties") ? "object" : several;
        return schema.string("type", otherwise).toLowerCase(Locale.ROOT);
    }

    private static Optional<Obj> first(Obj schema, String name) {
        return !schema.list(name).isEmpty() && schema.list(name).getFirst() instanceof Obj object
                ? Optional.of(object)
                : Optional.empty();
    }

    /** What a reference such as {@code #/$defs/name} leads to; empty when it leads back to itself or nowhere. */
    private static Optional<Obj> referred(String path, Obj root) {
        Obj place = root;
        for (String name : path.replaceFirst("^#/?", "").split("/")) {
            place = place.object(name);
        }
        return place.has("$ref") || place.equals(Obj.EMPTY) ? Optional.empty() : Optional.of(place);
    }
}
