package io.lingzhi.llm.everydirection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs that are seeds with a few things wrong. */
final class Mutation {
    private static final int MOST_CHANGES = 5;
    private static final int LONGEST = 1 << 16;

    /** Pieces that parsers stumble over. */
    private static final List<byte[]> PIECES = List.of(
            text("\\ud800"),
            text("\\u0000"),
            text("null"),
            text("[]"),
            text("{}"),
            text("\"\""),
            text("-1"),
            text("1e999"),
            text("99999999999999999999"),
            text("0.1"),
            text("true"),
            text("{\"a\":".repeat(600)),
            text("["),
            text("}"),
            text("\""),
            text("\r"),
            text("\n\n"),
            text("\r\n\r\n"),
            text("data: "),
            text("event: error\n"),
            text(": \n"),
            text("data: [DONE]\n\n"),
            text("\uFEFF"),
            new byte[] {(byte) 0xC3},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xFF},
            new byte[] {0});

    private final List<byte[]> seeds;
    private final Random random;

    Mutation(List<byte[]> seeds, Random random) {
        this.seeds = List.copyOf(seeds);
        this.random = random;
    }

    byte[] next() {
        byte[] bytes = seed();
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes);
        }
        return bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, LONGEST);
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(80, bytes.length - from) + 1);
        byte[] head = Arrays.copyOf(bytes, from);
        byte[] middle = Arrays.copyOfRange(bytes, from, to);
        byte[] tail = Arrays.copyOfRange(bytes, to, bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> joined(head, tail);
            case 1 -> joined(head, middle, middle, tail);
            case 2 -> joined(head, piece(), tail);
            case 3 -> joined(head, piece(), middle, tail);
            case 4 -> head;
            case 5 -> flipped(bytes);
            default -> joined(head, seed());
        };
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
