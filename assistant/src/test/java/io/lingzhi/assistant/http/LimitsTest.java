package io.lingzhi.assistant.http;

import static io.lingzhi.assistant.http.Service.header;
import static io.lingzhi.assistant.http.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.assistant.ScriptedChat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final String ASK = "{\"prompt\":\"x\",\"model\":\"m\"}";

    @Test
    void refusesABodyOfTwoMegabytes() throws Exception {
        try (Service service = new Service()) {
            byte[] body = new byte[2 << 20];
            Arrays.fill(body, (byte) ' ');
            HttpResponse<String> known = service.send(service.to("/v1/ai/chat").POST(BodyPublishers.ofByteArray(body)));
            HttpResponse<String> chunked = service.send(
                    service.to("/v1/ai/chat").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
            HttpResponse<String> expecting =
                    service.send(service.to("/v1/ai/chat").expectContinue(true).POST(BodyPublishers.ofByteArray(body)));

            assertThat(List.of(known.statusCode(), chunked.statusCode(), expecting.statusCode()))
                    .containsOnly(413);
            assertThat(json(chunked).string("detail")).hasValue("the body is larger than 1048576 bytes");
        }
    }

    @Test
    void answersALargeBodyBelowTheLimit() throws Exception {
        try (Service service = new Service()) {
            service.chat.answers("m", "hi");
            String prompt = "气".repeat(300_000);

            HttpResponse<String> response =
                    service.send(service.post("/v1/ai/chat", "{\"model\":\"m\",\"prompt\":\"" + prompt + "\"}")
                            .expectContinue(true));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(service.chat.requests().getFirst().messages().getFirst().text())
                    .isEqualTo(prompt);
        }
    }

    @Test
    void refusesOneRequestTooManyAndGivesThePlaceBack() throws Exception {
        try (Service service = new Service(limits(1, Duration.ofSeconds(30), Duration.ofSeconds(30)))) {
            service.chat.plays("slow", ScriptedChat.beginning("slow")).answers("m", "hi");
            try (Socket first = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"slow\"}"))) {
                assertThat(service.chat.awaitWaiting()).isTrue();
                HttpResponse<String> second = service.chat(ASK);

                assertThat(second.statusCode()).isEqualTo(503);
                assertThat(header(second, "retry-after")).hasValue("1");
                assertThat(first.isClosed()).isFalse();
            }
            assertThat(service.chat.awaitClosed()).isTrue();
            assertThat(eventually(service)).isEqualTo(200);
        }
    }

    @Test
    void endsAnAnswerAtTheTotalDeadline() throws Exception {
        try (Service service = new Service(limits(8, Duration.ofSeconds(30), Duration.ofMillis(300)))) {
            service.chat.plays("m", List.of()).plays("begun", ScriptedChat.beginning("begun", "a"));

            HttpResponse<String> whole = service.chat(ASK);
            HttpResponse<String> streamed = service.chat("{\"prompt\":\"x\",\"model\":\"begun\",\"stream\":true}");

            assertThat(whole.statusCode()).isEqualTo(504);
            assertThat(streamed.body()).startsWith("event: delta").contains("event: error", "problem-timed-out");
            assertThat(service.chat.awaitClosed()).isTrue();
        }
    }

    @Test
    void givesUpABodyThatDoesNotCome() throws Exception {
        try (Service service = new Service(limits(8, Duration.ofMillis(300), Duration.ofSeconds(30)));
                Socket socket = service.raw("POST /v1/ai/chat HTTP/1.1\r\nhost: x\r\nx-api-key: " + Service.KEY
                        + "\r\ncontent-length: 10\r\n\r\n{")) {
            assertThat(readAll(socket)).startsWith("HTTP/1.1 408").contains("problem-request-timeout");
        }
    }

    @Test
    void closesAConnectionThatNeverAsks() throws Exception {
        try (Service service = new Service(limits(8, Duration.ofMillis(300), Duration.ofSeconds(30)));
                Socket socket = service.raw("GET /health HTTP/1.1\r\nhost:")) {
            assertThat(readAll(socket)).isEmpty();
        }
    }

    @Test
    void refusesLargeHeadersAndLongAddresses() throws Exception {
        try (Service service = new Service()) {
            try (Socket socket =
                    service.raw("GET /health HTTP/1.1\r\nhost: x\r\nlong: " + "a".repeat(20_000) + "\r\n\r\n")) {
                assertThat(readAll(socket))
                        .contains("431 Request Header Fields Too Large")
                        .contains("problem-headers-too-large");
            }
            try (Socket socket = service.raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nhost: x\r\n\r\n")) {
                assertThat(readAll(socket)).startsWith("HTTP/1.0 414").contains("problem-uri-too-long");
            }
        }
    }

    @Test
    void hangsUpOnAClientThatDoesNotRead() throws Exception {
        Limits limits = new Limits(
                1 << 20, 16 << 10, 8, 8, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(300));
        try (Service service = new Service(limits)) {
            String[] texts = new String[400];
            Arrays.fill(texts, "a".repeat(100_000));
            service.chat.plays("m", ScriptedChat.beginning("m", texts));
            try (Socket socket = service.raw(Service.chatBytes("{\"prompt\":\"x\",\"model\":\"m\",\"stream\":true}"))) {
                assertThat(service.chat.awaitClosed()).isTrue();
                assertThat(readToTheEnd(socket)).isLessThan(40_000_000);
            }
        }
    }

    /** How many bytes come before the end, orderly or not; a server that keeps the connection fails by timeout. */
    private static long readToTheEnd(Socket socket) throws IOException {
        long count = 0;
        byte[] piece = new byte[65_536];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(piece)) {
                count += n;
            }
        } catch (SocketException reset) {
            return count;
        }
        return count;
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The place is given back a moment after the stream is closed. */
    private static int eventually(Service service) throws Exception {
        int status = 503;
        for (int i = 0; i < 200 && status == 503; i++) {
            status = service.chat(ASK).statusCode();
        }
        return status;
    }

    private static Limits limits(int concurrent, Duration read, Duration total) {
        return new Limits(1 << 20, 16 << 10, concurrent, 8, read, total, Duration.ofSeconds(30));
    }
}
