package io.lingzhi.llm.gemini;

import static io.lingzhi.llm.gemini.SchemaFate.ADDED;
import static io.lingzhi.llm.gemini.SchemaFate.ALONE;
import static io.lingzhi.llm.gemini.SchemaFate.CHOSEN;
import static io.lingzhi.llm.gemini.SchemaFate.CLOSED;
import static io.lingzhi.llm.gemini.SchemaFate.FIRST_TYPE;
import static io.lingzhi.llm.gemini.SchemaFate.HINTED;
import static io.lingzhi.llm.gemini.SchemaFate.KEPT;
import static io.lingzhi.llm.gemini.SchemaFate.LISTED;
import static io.lingzhi.llm.gemini.SchemaFate.MERGED;
import static io.lingzhi.llm.gemini.SchemaFate.NAMED;
import static io.lingzhi.llm.gemini.SchemaFate.PRUNED;
import static io.lingzhi.llm.gemini.SchemaFate.REMOVED;
import static io.lingzhi.llm.gemini.SchemaFate.SCHEMAS;
import static io.lingzhi.llm.gemini.SchemaFate.TEXTS;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one table of what becomes of each keyword of a tool's schema; {@code docs/gemini-schema.md} shows it. */
final class SchemaKeywords {
    /** Keywords, and their fate when the schema is sent plain and when only a subset is understood. */
    record Row(String keyword, SchemaFate plain, SchemaFate subset) {}

    static final List<Row> TABLE = List.of(
            new Row("type", KEPT, FIRST_TYPE),
            new Row("description", KEPT, KEPT),
            new Row("properties", SCHEMAS, SCHEMAS),
            new Row("required", PRUNED, PRUNED),
            new Row("items", SCHEMAS, SCHEMAS),
            new Row("enum", KEPT, TEXTS),
            new Row("minimum", KEPT, KEPT),
            new Row("maximum", KEPT, KEPT),
            new Row("propertyOrdering", KEPT, KEPT),
            new Row("const", KEPT, LISTED),
            new Row("$ref", ALONE, NAMED),
            new Row("additionalProperties", SCHEMAS, CLOSED),
            new Row("allOf", SCHEMAS, MERGED),
            new Row("anyOf", SCHEMAS, CHOSEN),
            new Row("oneOf", SCHEMAS, CHOSEN),
            new Row("then", SCHEMAS, ADDED),
            new Row("else", SCHEMAS, ADDED),
            new Row("if", KEPT, REMOVED),
            new Row("not", KEPT, REMOVED),
            new Row("minLength", KEPT, HINTED),
            new Row("maxLength", KEPT, HINTED),
            new Row("pattern", KEPT, HINTED),
            new Row("format", KEPT, HINTED),
            new Row("exclusiveMinimum", KEPT, HINTED),
            new Row("exclusiveMaximum", KEPT, HINTED),
            new Row("multipleOf", KEPT, HINTED),
            new Row("minItems", KEPT, HINTED),
            new Row("maxItems", KEPT, HINTED),
            new Row("uniqueItems", KEPT, HINTED),
            new Row("default", KEPT, HINTED),
            new Row("examples", KEPT, HINTED),
            new Row("example", KEPT, HINTED),
            new Row("prefixItems", SCHEMAS, REMOVED),
            new Row("contains", KEPT, REMOVED),
            new Row("patternProperties", SCHEMAS, REMOVED),
            new Row("propertyNames", KEPT, REMOVED),
            new Row("minProperties", KEPT, REMOVED),
            new Row("maxProperties", KEPT, REMOVED),
            new Row("dependentRequired", KEPT, REMOVED),
            new Row("dependentSchemas", KEPT, REMOVED),
            new Row("unevaluatedProperties", KEPT, REMOVED),
            new Row("unevaluatedItems", KEPT, REMOVED),
            new Row("contentEncoding", KEPT, REMOVED),
            new Row("contentMediaType", KEPT, REMOVED),
            new Row("title", KEPT, REMOVED),
            new Row("nullable", KEPT, REMOVED),
            new Row("deprecated", KEPT, REMOVED),
            new Row("readOnly", KEPT, REMOVED),
            new Row("writeOnly", KEPT, REMOVED),
            new Row("enumDescriptions", KEPT, REMOVED),
            new Row("enumTitles", KEPT, REMOVED),
            new Row("prefill", KEPT, REMOVED),
            new Row("encrypted", KEPT, REMOVED),
            new Row("$schema", KEPT, REMOVED),
            new Row("$id", KEPT, REMOVED),
            new Row("$anchor", KEPT, REMOVED),
            new Row("$comment", KEPT, REMOVED),
            new Row("$defs", SCHEMAS, REMOVED),
            new Row("definitions", SCHEMAS, REMOVED));

    /** The fate of a keyword that the table does not name, such as {@code x-order}. */
    static final Row OTHER = new Row("any other keyword", KEPT, REMOVED);

    private static final Map<String, Row> BY_KEYWORD =
            TABLE.stream().collect(Collectors.toUnmodifiableMap(Row::keyword, Function.identity()));

    private SchemaKeywords() {}

    static Row row(String keyword) {
        return BY_KEYWORD.getOrDefault(keyword, OTHER);
    }
}
