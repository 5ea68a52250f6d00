package io.lingzhi.llm.gemini;

import io.lingzhi.llm.protocol.Shape;

/** What is read or carried of a Gemini request, in both spellings of its names. */
final class GeminiShape {
    private static final Shape BYTES = Shape.of("mimeType", "mime_type", "data", "displayName", "display_name");
    private static final Shape FILE =
            Shape.of("mimeType", "mime_type", "fileUri", "file_uri", "displayName", "display_name");
    private static final Shape MEDIUM = Shape.ANY
            .with("inlineData", BYTES)
            .with("inline_data", BYTES)
            .with("fileData", FILE)
            .with("file_data", FILE);
    private static final Shape CALL = Shape.of("id", "callId", "call_id", "name", "args");
    private static final Shape RESULT =
            Shape.of("id", "callId", "call_id", "name", "response").with("parts", MEDIUM);
    private static final Shape PART = MEDIUM.with("functionCall", CALL)
            .with("function_call", CALL)
            .with("functionResponse", RESULT)
            .with("function_response", RESULT);
    private static final Shape CONTENT = Shape.of("role").with("parts", PART);
    private static final Shape INSTRUCTION = CONTENT.with("text", Shape.ANY);

    static final Shape REQUEST = Shape.ANY
            .with("contents", CONTENT)
            .with("systemInstruction", INSTRUCTION)
            .with("system_instruction", INSTRUCTION);

    private GeminiShape() {}
}
