package io.lingzhi.llm.openairesponses;

import io.lingzhi.llm.Signature;
import io.lingzhi.llm.protocol.Protocol;
import io.lingzhi.llm.protocol.WordSearch;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The {@code encrypted_content} of a thought, where clients carry signatures. Those of other makers stand in an
 * envelope: ours, or one of the two that CLIProxyAPI gives its clients, so that a session which began behind it goes
 * on. They are {@code claude-redacted-thinking:<data>} and
 * {@code cpa-gemini-responses-carrier-v1:<direction>:<target>:<base64>}, read in its source 2026-11-25.
 */
final class EncryptedContent {
    private static final String REDACTED = "claude-redacted-thinking:";
    private static final String GEMINI = "cpa-gemini-responses-carrier-v1:";
    private static final List<WordSearch> FOREIGN =
            List.of(new WordSearch(Signature.ENVELOPE), new WordSearch(REDACTED), new WordSearch(GEMINI));

    private EncryptedContent() {}

    /** The signature; empty where the text proves nothing, because it is empty or its envelope is broken. */
    static Optional<Signature> read(String carried) {
        if (carried.startsWith(REDACTED)) {
            return Signature.readFrom(Protocol.ANTHROPIC, carried.substring(REDACTED.length()), true);
        }
        return carried.startsWith(GEMINI)
                ? gemini(carried.substring(GEMINI.length()).split(":", 3))
                : Signature.readFrom(Protocol.OPENAI_RESPONSES, carried, false);
    }

    private static Optional<Signature> gemini(String[] pieces) {
        if (pieces.length != 3) {
            return Optional.empty();
        }
        try {
            String value = new String(Base64.getDecoder().decode(pieces[2]), StandardCharsets.UTF_8);
            return Signature.readFrom(Protocol.GEMINI, value, false)
                    .filter(signature -> signature.maker() == Protocol.GEMINI && !value.startsWith(GEMINI));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the body may hold a signature that is not OpenAI's, which OpenAI refuses. */
    static boolean isForeignIn(byte[] body) {
        return FOREIGN.stream().anyMatch(envelope -> envelope.isIn(body));
    }
}
