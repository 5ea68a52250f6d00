package io.lingzhi.assistant.picture;

import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a request names as pictures into parts of a question, all bytes at hand. Blocks while it fetches. */
public final class Pictures {
    /** What models take. */
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    private static final Pattern DATA =
            Pattern.compile("data:([\\w.+/-]+)(?:;[\\w=.+-]+)*;base64,([A-Za-z0-9+/=\\s]*)");

    private final PictureSource source;

    public Pictures(PictureSource source) {
        this.source = source;
    }

    /** The parts, or why there are none. */
    public sealed interface Gathered {
        record Parts(List<Part.Media> media) implements Gathered {
            public Parts {
                media = List.copyOf(media);
            }
        }

        /** @param index of the picture in the request */
        record Refused(int index, Failure failure) implements Gathered {}
    }

    /** All pictures in their order; the first that cannot be had ends it. */
    public Gathered gather(List<String> images) {
        List<Part.Media> media = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            switch (picture(images.get(i).strip())) {
                case PictureSource.Fetched.Refused(Failure failure) -> {
                    return new Gathered.Refused(i, failure);
                }
                case PictureSource.Fetched.Picture(String type, String base64) -> media.add(part(type, base64));
            }
        }
        return new Gathered.Parts(media);
    }

    /** An uploaded picture. What it is stands in its bytes; clients name its type wrongly, or not at all. */
    public static Gathered uploaded(byte[] bytes) {
        return PictureType.of(bytes)
                .<Gathered>map(type -> new Gathered.Parts(
                        List.of(part(type.mimeType(), Base64.getEncoder().encodeToString(bytes)))))
                .orElseGet(() -> new Gathered.Refused(
                        0,
                        Failure.InvalidRequest.of(
                                "the file is no picture that is taken: PNG, JPEG, WebP and GIF are")));
    }

    private PictureSource.Fetched picture(String image) {
        if (image.startsWith("http://") || image.startsWith("https://")) {
            return checked(source.fetch(image));
        }
        Matcher data = DATA.matcher(image);
        if (!data.matches()) {
            return new PictureSource.Fetched.Refused(
                    Failure.InvalidRequest.of("a picture is an http(s) address, or data:image/...;base64,..."));
        }
        String type = data.group(1).toLowerCase(Locale.ROOT);
        String base64 = data.group(2).replaceAll("\\s", "");
        if (!TYPES.contains(type)) {
            return new PictureSource.Fetched.Refused(wrongType(type));
        }
        return decodes(base64)
                ? new PictureSource.Fetched.Picture(type, base64)
                : new PictureSource.Fetched.Refused(Failure.InvalidRequest.of("the data URI is not base64"));
    }

    private static PictureSource.Fetched checked(PictureSource.Fetched fetched) {
        return fetched instanceof PictureSource.Fetched.Picture(String type, String _) && !TYPES.contains(type)
                ? new PictureSource.Fetched.Refused(wrongType(type))
                : fetched;
    }

    private static boolean decodes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Failure wrongType(String type) {
        return Failure.InvalidRequest.of("pictures of type " + type + " are not taken; PNG, JPEG, WebP and GIF are");
    }

    private static Part.Media part(String type, String base64) {
        return new Part.Media(Part.Media.Kind.IMAGE, Optional.of(type), new Part.Source.Inline(base64));
    }
}
