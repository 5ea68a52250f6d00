package io.lingzhi.assistant.http;

import io.lingzhi.assistant.knowledge.Digest;
import io.lingzhi.assistant.knowledge.Upload;
import io.lingzhi.assistant.knowledge.document.Format;
import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonSyntaxException;
import io.lingzhi.llm.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the documents of a request: as JSON texts, as the files of a form, or as the body itself. Pure. */
final class Uploads {
    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 255;

    private final long largest;
    private final String otherwise;
    private final List<Upload> uploads = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Uploads(long largest, String otherwise) {
        this.largest = largest;
        this.otherwise = otherwise;
    }

    /** The documents that can be taken, and what is wrong with the others. */
    record Read(List<Upload> uploads, List<FieldError> errors) {
        Read {
            uploads = List.copyOf(uploads);
            errors = List.copyOf(errors);
        }
    }

    /** @param largest the largest document, in bytes */
    static Read read(ReceivedRequest request, long largest) throws ProblemException {
        return read(request, largest, "");
    }

    /** @param otherwise the name of a document that is sent without one */
    static Read read(ReceivedRequest request, long largest, String otherwise) throws ProblemException {
        Uploads uploads = new Uploads(largest, otherwise);
        String type = request.contentType().orElse("application/json");
        QueryParameters query = QueryParameters.parse(request.query());
        if (MultipartForm.is(type)) {
            uploads.form(MultipartForm.parse(type, request.body()));
        } else if (type.toLowerCase(Locale.ROOT).contains("json")) {
            uploads.json(RequestReading.object(RequestReading.json(request)), query);
        } else {
            String name = query.all("name").stream().findFirst().orElse(uploads.otherwise);
            uploads.add("body", name, Format.ofName(name).or(() -> Format.ofMediaType(type)), request.body(), Map.of());
        }
        if (uploads.uploads.isEmpty()) {
            throw new ProblemException(
                    uploads.errors.isEmpty()
                            ? Problem.of(ProblemKind.INVALID_REQUEST, KnowledgeWording.noDocuments())
                            : Problem.ofFields(uploads.errors));
        }
        return new Read(uploads.uploads, uploads.errors);
    }

    private void form(List<MultipartForm.Part> parts) throws ProblemException {
        Map<String, String> metadata = Map.of();
        for (MultipartForm.Part part : parts) {
            if (part.name().equals("metadata") && part.file().isEmpty()) {
                metadata = metadata(part.bytes());
            }
        }
        for (MultipartForm.Part part : parts) {
            if (part.file().isPresent()) {
                String name = part.file().get();
                Optional<Format> format =
                        Format.ofName(name).or(() -> part.contentType().flatMap(Format::ofMediaType));
                add(name.isEmpty() ? part.name() : name, name, format, part.bytes(), metadata);
            }
        }
    }

    private static Map<String, String> metadata(byte[] json) throws ProblemException {
        try {
            JsonValue.Obj body = new JsonValue.Obj(Map.of("metadata", Json.parseObject(json)));
            Fields fields = new Fields(body, QueryParameters.parse(""));
            Map<String, String> pairs = fields.pairs("metadata");
            fields.check();
            return pairs;
        } catch (JsonSyntaxException e) {
            throw new ProblemException(Problem.ofFields(List.of(new FieldError("metadata", Wording.mustBePairs()))));
        }
    }

    private void json(JsonValue.Obj body, QueryParameters query) throws ProblemException {
        List<JsonValue> items = body.list("documents");
        if (items.size() > MOST) {
            FieldError tooMany = new FieldError("documents", KnowledgeWording.tooManyDocuments(MOST));
            throw new ProblemException(Problem.ofFields(List.of(tooMany)));
        }
        if (!body.has("documents")) {
            text("", body, query);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            text("documents[" + i + "].", RequestReading.object(items.get(i)), new QueryParameters(Map.of()));
        }
    }

    private void text(String at, JsonValue.Obj item, QueryParameters query) throws ProblemException {
        Fields fields = new Fields(item, query);
        Optional<String> text = fields.text("text").filter(value -> !value.isBlank());
        fields.require("text", text);
        String name = fields.text("name").orElse(otherwise);
        Optional<String> word = fields.text("format");
        Map<String, String> metadata = fields.pairs("metadata");
        try {
            fields.check();
        } catch (ProblemException e) {
            e.problem().errors().forEach(error -> errors.add(new FieldError(at + error.field(), error.detail())));
            return;
        }
        Optional<Format> format =
                word.map(Format::ofWord).orElseGet(() -> Format.ofName(name).or(() -> Optional.of(Format.MARKDOWN)));
        byte[] bytes = text.orElse("").getBytes(StandardCharsets.UTF_8);
        if (format.filter(one -> one == Format.PDF || one == Format.DOCX).isPresent()) {
            errors.add(new FieldError(
                    at + "format", KnowledgeWording.binaryAsText(format.get().word())));
            return;
        }
        String called = name.isBlank() ? "text-" + Digest.of(bytes).substring(0, 12) : name;
        add(at + "format", called, format, bytes, metadata);
    }

    private void add(String at, String name, Optional<Format> format, byte[] bytes, Map<String, String> metadata) {
        String bare = name.strip();
        if (bare.isEmpty() || bare.length() > LONGEST_NAME || bare.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(at.isEmpty() ? "name" : at, KnowledgeWording.badDocumentName()));
        } else if (format.isEmpty()) {
            errors.add(new FieldError(at, KnowledgeWording.unknownFormat()));
        } else if (bytes.length > largest) {
            errors.add(new FieldError(at, KnowledgeWording.documentTooLarge(largest)));
        } else if (!fits(metadata)) {
            errors.add(new FieldError("metadata", KnowledgeWording.badMetadata()));
        } else {
            uploads.add(new Upload(bare, format.get(), bytes, metadata));
        }
    }

    private static boolean fits(Map<String, String> metadata) {
        return metadata.size() <= 32
                && metadata.entrySet().stream()
                        .allMatch(pair -> !pair.getKey().isBlank()
                                && pair.getKey().length() <= 64
                                && pair.getValue().length() <= 256);
    }
}
