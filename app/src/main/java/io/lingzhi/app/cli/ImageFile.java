package io.lingzhi.app.cli;

import io.lingzhi.llm.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A picture on the disk, as part of a question. */
record ImageFile(Part.Media part) {
    private static final long LARGEST = 20L << 20;
    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "webp", "image/webp", "gif", "image/gif");

    /** @throws IOException when it cannot be read, is larger than 20 MiB, or its name is not that of a picture */
    static ImageFile read(Path file) throws IOException {
        String name = file.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Optional<String> type = Optional.ofNullable(TYPES.get(ending));
        if (type.isEmpty() || Files.size(file) > LARGEST) {
            throw new IOException("not a picture of up to 20 MiB: " + name);
        }
        String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        return new ImageFile(new Part.Media(Part.Media.Kind.IMAGE, type, new Part.Source.Inline(base64)));
    }
}
