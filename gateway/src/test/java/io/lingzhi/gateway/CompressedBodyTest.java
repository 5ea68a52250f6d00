package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose bodies come packed. The limit of the test's configuration is 1 MiB. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressedBodyTest {
    private static final int LIMIT = 1 << 20;

    private final TestGateway gateway = new TestGateway();
    private final Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime));

    CompressedBodyTest() throws IOException {}

    @AfterAll
    void close() {
        simulator.close();
        gateway.close();
    }

    @BeforeEach
    void use() {
        simulator.reset();
        gateway.use(Configs.of(Configs.provider("p", simulator.baseUrl(), "sim-ok", "m", "k1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "bare-deflate", "zstd", "identity", "gzip, identity"})
    void readsWhatIsPacked(String coding) throws IOException {
        String body = TestGateway.question("m", false);
        HttpResponse<byte[]> answer = post(coding, packed(coding, body.getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.log().getFirst().body().text()).isEqualTo(body.replace("\"m\"", "\"sim-ok\""));
        assertThat(simulator.log().getFirst().headers())
                .noneMatch(header -> header.name().equals("content-encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void readsALongConversation(String coding) throws IOException {
        String text = new Random(7)
                .ints(LIMIT - 2000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        byte[] body = TestGateway.question("m", false).replace("hi", text).getBytes(StandardCharsets.UTF_8);
        assertThat(post(coding, packed(coding, body)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"gzip, 64", "deflate, 64", "bare-deflate, 64", "zstd, 64", "gzip, 0", "zstd, 0"})
    void refusesABomb(String coding, int mebibytes) throws IOException {
        byte[] content = new byte[mebibytes == 0 ? LIMIT + 1 : mebibytes << 20];
        Arrays.fill(content, (byte) ' ');
        byte[] packed = packed(coding, content);
        assertThat(packed.length).isLessThan(LIMIT / 8);
        HttpResponse<byte[]> answer = post(coding, packed);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(TestGateway.text(answer)).startsWith("{\"error\":{").contains("limits.body", "unpacked");
        assertThat(simulator.log()).isEmpty();
    }

    @Test
    void refusesATooLongPackedBodyByItsAnnouncement() throws IOException {
        try (RawClient client = new RawClient(gateway.port(), 0)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: t\r\ncontent-encoding: zstd\r\ncontent-length: "
                    + (LIMIT + 1) + "\r\n\r\n");
            assertThat(client.readUntil("limits.body")).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "compress", "gzip, zstd", "gzip, gzip", "none"})
    void refusesCodingsThatItDoesNotKnow(String coding) {
        HttpResponse<byte[]> answer = post(coding, new byte[] {1, 2, 3});
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(TestGateway.text(answer)).startsWith("{\"error\":{").contains("gzip, deflate, zstd and identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void refusesBrokenData(String coding) throws IOException {
        byte[] packed = packed(coding, TestGateway.question("m", false).getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        for (byte[] broken : new byte[][] {cut, "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8)}) {
            HttpResponse<byte[]> answer = post(coding, broken);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(TestGateway.text(answer)).startsWith("{\"error\":{").contains("content-encoding");
        }
        assertThat(simulator.log()).isEmpty();
    }

    private HttpResponse<byte[]> post(String coding, byte[] body) {
        String name = coding.equals("bare-deflate") ? "deflate" : coding;
        return gateway.post("/v1/chat/completions", body, Map.of("content-encoding", name));
    }

    private static byte[] packed(String coding, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (coding) {
            case "deflate" -> write(new DeflaterOutputStream(bytes), content);
            case "bare-deflate" -> write(new DeflaterOutputStream(bytes, new Deflater(9, true)), content);
            case "zstd" -> bytes.writeBytes(Zstd.compress(content));
            case "identity" -> bytes.writeBytes(content);
            default -> write(new GZIPOutputStream(bytes), content);
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, byte[] content) throws IOException {
        try (out) {
            out.write(content);
        }
    }
}
