package io.lingzhi.assistant.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.picture.Pictures.Gathered;
import io.lingzhi.llm.Failure;
import io.lingzhi.llm.Part;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({
        "image/png,89504e470d0a1a0a0000",
        "image/jpeg,ffd8ffe000",
        "image/gif,474946383961",
        "image/webp,524946460a00000057454250"
    })
    void tellsAnUploadedPictureByItsFirstBytes(String type, String hex) {
        assertThat(Pictures.uploaded(HexFormat.of().parseHex(hex)))
                .isInstanceOfSatisfying(
                        Gathered.Parts.class,
                        parts -> assertThat(parts.media().getFirst().mimeType()).contains(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "52494646", "3c7376673e", "524946460a00000041564920"})
    void refusesUploadedBytesThatAreNoPicture(String hex) {
        assertThat(Pictures.uploaded(HexFormat.of().parseHex(hex))).isInstanceOf(Gathered.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x/y.png", "/etc/passwd", "data:image/png;base64,!!", "data:text/html;base64,AAAA", ""})
    void refusesWhatIsNoPicture(String image) {
        assertThat(pictures.gather(List.of(image))).isInstanceOf(Gathered.Refused.class);
    }
}
