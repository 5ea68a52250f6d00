package io.lingzhi.llm.everydirection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import io.lingzhi.llm.protocol.Dialect;
import io.lingzhi.llm.protocol.Encoded;
import io.lingzhi.llm.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A member that nobody knows, at any place of a request, goes to an upstream of its own protocol or is reported. */
class NothingInSilenceTest {
    private static final String UNKNOWN = "zzunknown";

    /** What is the client's own data: nobody reads it, and it goes on whole. */
    private static final Set<String> DATA =
            Set.of("parameters", "input_schema", "parametersJsonSchema", "args", "response");

    @Test
    void unknownMembersAreCarriedOrReported() throws Exception {
        Set<String> silent = new TreeSet<>();
        for (Ends.Client client : Ends.clients()) {
            JsonValue.Obj body = Json.parseObject(client.turns().body(1).getBytes(StandardCharsets.UTF_8));
            for (List<Object> place : objects(List.of(), body)) {
                silent.addAll(silent(client, body, place));
            }
        }
        assertThat(String.join("\n", silent)).isEmpty();
    }

    @Test
    void placesThatDifferInNumbersAloneAreToldOnce() throws Exception {
        Ends.Client chat = Ends.clients().getFirst();
        JsonValue.Obj body = Json.parseObject(chat.turns().body(3).getBytes(StandardCharsets.UTF_8));
        JsonValue one = with(body, List.of("messages", 1, "content", 0));
        JsonValue both = with(one, List.of("messages", 6, "content", 0));
        assertThat(encoded(chat, Ends.upstreams().getFirst(), both).losses())
                .contains(new Loss("messages[1].content[0].zz", "not read by this gateway"))
                .noneMatch(loss -> loss.path().startsWith("messages[6]"));
    }

    private static List<String> silent(Ends.Client client, JsonValue.Obj body, List<Object> place)
            throws RejectedException {
        List<String> silent = new ArrayList<>();
        for (Ends.Upstream upstream : Ends.upstreams()) {
            Encoded plain = encoded(client, upstream, body);
            Encoded told = encoded(client, upstream, with(body, place));
            String sent = new String(told.request().body(), StandardCharsets.UTF_8);
            boolean reported = told.losses().size() > plain.losses().size();
            if (!reported && !sent.contains(UNKNOWN)) {
                silent.add(client + " " + place + " -> " + upstream);
            }
        }
        return silent;
    }

    private static Encoded encoded(Ends.Client client, Ends.Upstream upstream, JsonValue body)
            throws RejectedException {
        return upstream.outbound().encodeRequest(client.ask(Json.text(body)).request(), Dialect.PLAIN);
    }

    /** The places of all objects that the gateway reads. */
    private static List<List<Object>> objects(List<Object> place, JsonValue value) {
        List<List<Object>> places = new ArrayList<>();
        if (value instanceof JsonValue.Obj(Map<String, JsonValue> members)) {
            places.add(place);
            members.forEach((name, member) -> {
                boolean data = DATA.contains(name) || (name.equals("input") && member instanceof JsonValue.Obj);
                places.addAll(data ? List.of() : objects(longer(place, name), member));
            });
        } else if (value instanceof JsonValue.Arr(List<JsonValue> items)) {
            for (int i = 0; i < items.size(); i++) {
                places.addAll(objects(longer(place, i), items.get(i)));
            }
        }
        return places;
    }

    private static List<Object> longer(List<Object> place, Object step) {
        List<Object> longer = new ArrayList<>(place);
        longer.add(step);
        return longer;
    }

    /** The value with an unknown member at this place. */
    private static JsonValue with(JsonValue value, List<Object> place) {
        if (value instanceof JsonValue.Arr(List<JsonValue> items) && !place.isEmpty()) {
            List<JsonValue> changed = new ArrayList<>(items);
            int index = (Integer) place.getFirst();
            changed.set(index, with(items.get(index), place.subList(1, place.size())));
            return new JsonValue.Arr(changed);
        }
        JsonValue.Obj object = (JsonValue.Obj) value;
        if (place.isEmpty()) {
            return object.with("zz", JsonValue.of(UNKNOWN));
        }
        String name = (String) place.getFirst();
        return object.with(name, with(object.get(name), place.subList(1, place.size())));
    }
}
