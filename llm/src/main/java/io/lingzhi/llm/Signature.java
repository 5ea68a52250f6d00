package io.lingzhi.llm;

import io.lingzhi.llm.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An upstream's proof that a thought is its own. It is opaque, and valid only where it was made: an encoder sends it to
 * an upstream of {@code maker}'s protocol, and leaves it out for all others.
 *
 * <p>Clients of another protocol carry it in their own field for such things, in an envelope that names the maker, so
 * that it finds its way back.
 *
 * @param redacted whether the value is the thought itself, encrypted ({@code redacted_thinking} of Anthropic)
 */
public record Signature(Protocol maker, String value, boolean redacted) {
    /** How every envelope begins; a body without it holds no foreign signature. */
    public static final String ENVELOPE = "lz1.";

    /** A signature of a thought that is shown beside it. */
    public Signature(Protocol maker, String value) {
        this(maker, value, false);
    }

    /** What a client that speaks {@code client} is given to carry. */
    public String carriedBy(Protocol client) {
        if (client == maker) {
            return value;
        }
        String content = Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return ENVELOPE + maker.id() + (redacted ? ".r." : ".s.") + content;
    }

    /**
     * What a client that speaks {@code client} gave back; a text without an envelope is of the client's own protocol.
     * Empty where nothing is proved: no text, or an envelope that is broken, empty, or holds another one.
     */
    public static Optional<Signature> readFrom(Protocol client, String carried, boolean redacted) {
        Optional<Signature> signature = carried.startsWith(ENVELOPE)
                ? opened(carried).filter(opened -> !opened.value().startsWith(ENVELOPE))
                : Optional.of(new Signature(client, carried, redacted));
        return signature.filter(read -> !read.value().isEmpty());
    }

    /**
     * Whether an upstream refused a request for a signature that is not its own: OpenAI by the code
     * {@code invalid_encrypted_content}, Anthropic in words.
     */
    public static boolean isRefusal(Failure failure) {
        if (!(failure instanceof Failure.InvalidRequest(String message, var ignored, Optional<String> code))) {
            return false;
        }
        String words = message.toLowerCase(Locale.ROOT).replace("`", "");
        return code.filter("invalid_encrypted_content"::equals).isPresent()
                || words.contains("invalid signature in thinking block")
                || words.contains("encrypted content could not be");
    }

    private static Optional<Signature> opened(String carried) {
        String[] pieces = carried.split("\\.", 4);
        if (pieces.length != 4) {
            return Optional.empty();
        }
        try {
            String value = new String(Base64.getUrlDecoder().decode(pieces[3]), StandardCharsets.UTF_8);
            return Protocol.ofId(pieces[1]).map(maker -> new Signature(maker, value, pieces[2].equals("r")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
