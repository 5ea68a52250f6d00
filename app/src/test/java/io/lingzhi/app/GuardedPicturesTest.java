package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.Json;
import io.lingzhi.llm.json.JsonValue;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures over real sockets; the one address that may be fetched from is not that of {@code localhost}. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedPicturesTest {
    private static final String ALLOWED = "127.0.0.2";

    private final PictureServer pictures;
    private final SeedSystem system;

    GuardedPicturesTest(@TempDir Path folder) throws Exception {
        pictures = PictureServer.start(ALLOWED);
        system = SeedSystem.start(folder, SeedSystem.ALL_KEYS, "media-fetch-allow: [" + ALLOWED + "]\n");
    }

    @AfterAll
    void stop() {
        system.close();
        pictures.close();
    }

    private HttpResponse<String> ask(String image) throws Exception {
        JsonValue body = Json.object()
                .put("prompt", "描述")
                .put("images", JsonValue.Arr.ofStrings(List.of(image)))
                .put("model", "gemini")
                .build();
        return system.running().assistant().withKey("lingzhi-api-key-001").post("/v1/ai/multimodal", Json.text(body));
    }

    @Test
    void fetchesWhereItMay() throws Exception {
        HttpResponse<String> answer = ask(pictures.url() + "/image.jpg");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(system.upstream().log().getLast().body().text()).contains(PictureServer.PNG_BASE64);
    }

    @Test
    void refusesWhereItMayNotAndSaysWhy() throws Exception {
        for (String image : List.of(
                "http://169.254.169.254/",
                "http://localhost:8317/v1/models",
                "http://[::ffff:127.0.0.1]/",
                "http://127.0.0.1:1/",
                pictures.url() + "/to/metadata",
                pictures.url() + "/to/localhost",
                pictures.url() + "/huge.png",
                "ftp://example.com/a.png")) {
            HttpResponse<String> answer = ask(image);

            assertThat(answer.statusCode()).as(image + " " + answer.body()).isEqualTo(400);
            JsonValue.Obj error = Client.first(Client.json(answer), "errors");
            assertThat(error.string("field")).as(image).hasValue("images[0]");
            assertThat(error.string("detail").orElse("")).as(image).isNotBlank();
        }
    }
}
