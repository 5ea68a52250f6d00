package io.lingzhi.llm.openairelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lingzhi.llm.protocol.RejectedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormHeadTest {
    private static final String FILE_FIRST = """
        --X
        Content-Disposition: form-data; name="file"; filename="model"

        --X --Xy;--X

        -
        --
        --X
        Content-Disposition: form-data; name="model_id"

        no
        --X
        Content-Type: text/plain
        content-disposition:form-data; name="model"

        the-model
        --X--
        """.replace("\n", "\r\n").replace("Xy;", "Xy\n");

    @Test
    void findsTheSameModelHoweverTheFormIsCut() throws RejectedException {
        byte[] form = bytes(FILE_FIRST);
        String renamed = FILE_FIRST.replace("the-model", "other");
        for (int size = 1; size <= form.length; size++) {
            FormHead head = new FormHead("X");
            for (int at = 0; at < form.length; at += size) {
                head.append(Arrays.copyOfRange(form, at, Math.min(form.length, at + size)));
            }
            assertThat(head.model().value()).as("pieces of %d bytes", size).isEqualTo("the-model");
            assertThat(new String(head.patched("other"), StandardCharsets.UTF_8))
                    .isEqualTo(renamed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--X\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--X--",
                "--X\r\nContent-Disposition: form-data; filename=\"a\"; name=\"model\"; x=y\r\n\r\nm\r\n--X--",
                "a preamble\r\n--X\r\nCONTENT-DISPOSITION: FORM-DATA; NAME=\"model\"\r\n\r\nm\r\n--X--"
            })
    void readsEveryWayToNameTheField(String form) throws RejectedException {
        FormHead head = new FormHead("X");
        head.append(bytes(form));
        assertThat(head.model().value()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--X--\r\n",
                "--X\r\nContent-Disposition: form-data; name=\"models\"\r\n\r\nm\r\n--X--",
                "--X--\r\n--X\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--X--",
                "--X\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n\r\n--X--",
                "--X\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nnot ended"
            })
    void refusesAFormWithoutAModel(String form) {
        FormHead head = new FormHead("X");
        head.append(bytes(form));
        assertThatThrownBy(head::model).isInstanceOf(RejectedException.class).hasMessageContaining("model");
    }

    @Test
    void givesUpAPartWhoseHeadDoesNotEnd() {
        FormHead head = new FormHead("X");
        head.append(bytes("--X\r\n" + "a".repeat(100_000)));
        head.append(bytes("\r\n--X\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--X--"));
        assertThat(head.named()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data; boundary=abc | abc",
                "Multipart/Form-Data;charset=utf-8; Boundary=\"a b;c\" | a b;c",
                "multipart/form-data; boundary=----WebKit'()+_,-./:=? | ----WebKit'()+_,-./:=?",
                "multipart/form-data; boundary=abc; charset=utf-8 | abc",
                "multipart/form-data | ",
                "multipart/mixed; boundary=abc | ",
                "application/json | "
            })
    void readsTheBoundary(String contentType, String boundary) {
        assertThat(FormHead.boundary(contentType).orElse(null)).isEqualTo(boundary);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
