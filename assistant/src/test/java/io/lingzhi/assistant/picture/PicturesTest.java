package io.lingzhi.assistant.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.picture.Pictures.Gathered;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private final Pictures pictures = new Pictures(url -> url.contains("good")
            ? new PictureSource.Fetched.Picture("image/png", "AAAA")
            : new PictureSource.Fetched.Refused(Failure.InvalidRequest.of("not public")));

    @Test
    void takesAddressesAndDataUrisInTheirOrder() {
        Gathered gathered = pictures.gather(List.of("data:image/jpeg;base64,//79", "https://good.example/x.png"));

        assertThat(gathered)
                .isInstanceOfSatisfying(
                        Gathered.Parts.class,
                        parts -> assertThat(parts.media())
                                .extracting(Part.Media::source)
                                .containsExactly(new Part.Source.Inline("//79"), new Part.Source.Inline("AAAA")));
    }

    @Test
    void saysWhichPictureCannotBeHad() {
        assertThat(pictures.gather(List.of("https://good.example/1", "http://169.254.169.254/")))
                .isEqualTo(new Gathered.Refused(1, Failure.InvalidRequest.of("not public")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x/y.png", "/etc/passwd", "data:image/png;base64,!!", "data:text/html;base64,AAAA", ""})
    void refusesWhatIsNoPicture(String image) {
        assertThat(pictures.gather(List.of(image))).isInstanceOf(Gathered.Refused.class);
    }
}
