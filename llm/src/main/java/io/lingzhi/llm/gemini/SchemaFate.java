package io.lingzhi.llm.gemini;

/** What becomes of a keyword of JSON Schema. The order is the order in which a schema's keywords are dealt with. */
enum SchemaFate {
    ALONE("kept; members beside it that do not begin with `$` are removed"),
    NAMED("replaced by `type: object`; the description names what it points to"),
    LISTED("becomes an `enum` of one value"),
    TEXTS("its values become texts, and `type` becomes `string`; 2 to 10 values are told in the description"),
    CLOSED("removed; if it is `false`, the description says so"),
    HINTED("removed; the description tells it"),
    ADDED("removed; its properties are added where they are missing"),
    MERGED("its schemas are merged into this one; the first to say something wins, `required` is the union"),
    CHOSEN("replaced by its best schema (object, then array, then scalar); the description tells all types"),
    FIRST_TYPE(
            "the first type that is not `null`; with `null` the description says \"nullable\" and the property is not"
                    + " required"),
    SCHEMAS("kept; the schemas in it are cleaned"),
    REMOVED("removed"),
    KEPT("kept"),
    PRUNED("kept, without names that `properties` lacks");

    private final String meaning;

    SchemaFate(String meaning) {
        this.meaning = meaning;
    }

    /** In words, for the documentation. */
    String meaning() {
        return meaning;
    }
}
