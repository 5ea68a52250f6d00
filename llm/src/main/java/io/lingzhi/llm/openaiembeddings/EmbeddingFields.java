package io.lingzhi.llm.openaiembeddings;

import io.lingzhi.llm.Loss;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonScanner;
import io.lingzhi.llm.json.JsonScanner.Member;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.util.List;
import java.util.Set;

/** The fields of a request for vectors. */
public final class EmbeddingFields {
    private static final Set<String> TRANSLATED = Set.of("model", "input", "dimensions", "encoding_format");

    private EmbeddingFields() {}

    /** Those of this body that other protocols have no word for. */
    public static List<Loss> untold(byte[] body) {
        try {
            return JsonScanner.scan(body).members().stream()
                    .map(Member::name)
                    .filter(name -> !TRANSLATED.contains(name))
                    .map(name -> new Loss(name, "no such field upstream"))
                    .toList();
        } catch (JsonSyntaxException e) {
            return List.of(); // a body that cannot be read is refused where its texts are
        }
    }

    /** Whether this body asks for vectors as base64. */
    public static boolean wantsBase64(byte[] body) {
        try {
            return Json.parseObject(body).string("encoding_format", "").equals("base64");
        } catch (JsonSyntaxException e) {
            return false;
        }
    }
}
