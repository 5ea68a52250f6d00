package io.lingzhi.bench.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's method and path ask for. Any prefix may stand before.
 *
 * @param model the name that the path has; empty when the body has it, or none is needed
 * @param events whether a stream is wanted as server-sent events
 */
record Address(Purpose purpose, String model, boolean events) {
    private static final Pattern GEMINI = Pattern.compile(".*/models/([^/:]+):([A-Za-z]+)");
    private static final Pattern MODEL = Pattern.compile(".*/models/([^/:]+)");

    /** What is wanted. */
    enum Purpose {
        CHAT(Protocol.CHAT),
        EMBEDDINGS(Protocol.CHAT),
        RESPONSES(Protocol.RESPONSES),
        COUNT_RESPONSES(Protocol.RESPONSES),
        MESSAGES(Protocol.MESSAGES),
        COUNT_MESSAGES(Protocol.MESSAGES),
        GENERATE(Protocol.GEMINI),
        STREAM(Protocol.GEMINI),
        COUNT_CONTENTS(Protocol.GEMINI),
        EMBED(Protocol.GEMINI),
        EMBED_BATCH(Protocol.GEMINI),
        MODELS(Protocol.CHAT),
        NOTHING(Protocol.CHAT);

        private final Protocol protocol;

        Purpose(Protocol protocol) {
            this.protocol = protocol;
        }
    }

    static Address of(Received received) {
        String[] target = received.path().split("\\?", 2);
        String path = target[0];
        boolean events =
                target.length > 1 && Arrays.asList(target[1].split("&")).contains("alt=sse");
        if (received.method().equals("GET")) {
            return listing(path);
        }
        Matcher gemini = GEMINI.matcher(path);
        if (!received.method().equals("POST")) {
            return new Address(Purpose.NOTHING, "", false);
        }
        return gemini.matches()
                ? new Address(verb(gemini.group(2)), decoded(gemini.group(1)), events)
                : new Address(posted(path), "", false);
    }

    /** The protocol in which it is spoken. Lists of models tell it by the client's headers. */
    static Protocol protocol(Address address, Received received) {
        if (address.purpose() != Purpose.MODELS) {
            return address.purpose().protocol;
        }
        boolean google = received.path().contains("/v1beta/")
                || received.header("x-goog-api-key").isPresent();
        return received.header("anthropic-version").isPresent()
                ? Protocol.MESSAGES
                : google ? Protocol.GEMINI : Protocol.CHAT;
    }

    /** The value of a query parameter. */
    static Optional<String> query(Received received, String name) {
        String[] target = received.path().split("\\?", 2);
        return target.length < 2
                ? Optional.empty()
                : Arrays.stream(target[1].split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> decoded(pair.substring(name.length() + 1)))
                        .findFirst();
    }

    private static Address listing(String path) {
        Matcher one = MODEL.matcher(path);
        if (one.matches()) {
            return new Address(Purpose.MODELS, decoded(one.group(1)), false);
        }
        return new Address(path.endsWith("/models") ? Purpose.MODELS : Purpose.NOTHING, "", false);
    }

    private static Purpose verb(String verb) {
        return switch (verb) {
            case "generateContent" -> Purpose.GENERATE;
            case "streamGenerateContent" -> Purpose.STREAM;
            case "countTokens" -> Purpose.COUNT_CONTENTS;
            case "embedContent" -> Purpose.EMBED;
            case "batchEmbedContents" -> Purpose.EMBED_BATCH;
            default -> Purpose.NOTHING;
        };
    }

    private static Purpose posted(String path) {
        if (path.endsWith("/chat/completions")) {
            return Purpose.CHAT;
        }
        if (path.endsWith("/messages/count_tokens")) {
            return Purpose.COUNT_MESSAGES;
        }
        if (path.endsWith("/responses/input_tokens")) {
            return Purpose.COUNT_RESPONSES;
        }
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "responses" -> Purpose.RESPONSES;
            case "messages" -> Purpose.MESSAGES;
            case "embeddings" -> Purpose.EMBEDDINGS;
            default -> Purpose.NOTHING;
        };
    }

    /** Percent signs taken away; a plus is no blank in a path. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
