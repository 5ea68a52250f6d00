package io.lingzhi.assistant.http;

import io.lingzhi.assistant.picture.Pictures;
import io.lingzhi.llm.Part;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a request: addresses and data URIs in the field {@code images}, then the files of a form. */
record ImageFields(List<String> named, List<MultipartForm.Part> uploaded) {
    private static final int MOST = 20;
    private static final String FIELD = "images";

    static ImageFields read(IncomingFields incoming) {
        List<String> named = incoming.fields().optionalTexts(FIELD, MOST);
        if (named.size() <= MOST && named.size() + incoming.files().size() > MOST) {
            incoming.fields().mistake(FIELD, TalkWording.tooManyImages(MOST));
        }
        return new ImageFields(named, incoming.files());
    }

    /** All of them, fetched where they are addresses; a problem names the first that cannot be had. */
    List<Part.Media> gather(Pictures pictures) throws ProblemException {
        List<Part.Media> media = new ArrayList<>(parts(pictures.gather(named), 0));
        for (int i = 0; i < uploaded.size(); i++) {
            MultipartForm.Part file = uploaded.get(i);
            media.addAll(parts(Pictures.uploaded(file.bytes()), named.size() + i));
        }
        return media;
    }

    private static List<Part.Media> parts(Pictures.Gathered gathered, int before) throws ProblemException {
        return switch (gathered) {
            case Pictures.Gathered.Parts(var media) -> media;
            case Pictures.Gathered.Refused(int index, var failure) -> {
                String field = FIELD + "[" + (before + index) + "]";
                throw new ProblemException(
                        Problem.ofFields(List.of(new FieldError(field, FailureWording.of(failure)))));
            }
        };
    }
}
