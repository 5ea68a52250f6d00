package io.lingzhi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.MediaFetching;
import io.lingzhi.gateway.usage.RequestRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images and documents that a request names by URL, fetched over real sockets for an upstream that reads no URLs. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FetchedMediaTest {
    private static final String ANSWER = """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"a cat"}]},"finishReason":"STOP"}],\
        "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}\
        """;

    /** What names lead to here; all but the first are not public, and only the first is listed as allowed. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "cdn.test", List.of("127.0.0.1"),
            "inside.test", List.of("10.0.0.7"),
            "mixed.test", List.of("93.184.216.34", "127.0.0.1"),
            "linked.test", List.of("127.0.0.1"));

    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final TestGateway gateway = new TestGateway(this::lookUp);
    private MediaServer server = server();
    private ReceivingUpstream upstream = upstream();

    FetchedMediaTest() throws IOException {}

    private static MediaServer server() throws IOException {
        return new MediaServer();
    }

    private static ReceivingUpstream upstream() throws IOException {
        return ReceivingUpstream.answering("application/json", ANSWER);
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookedUp.add(host);
        if (host.endsWith(".test")) {
            return NAMES.getOrDefault(host, List.of()).stream()
                    .map(InetAddress::ofLiteral)
                    .toList();
        }
        return List.of(InetAddress.getAllByName(host));
    }

    @BeforeEach
    void renew() throws IOException {
        server.close();
        upstream.close();
        server = server();
        upstream = upstream();
        lookedUp.clear();
        gateway.use(fetching(true, "cdn.test"));
    }

    @AfterEach
    void nothingIsLeftUnderWay() {
        assertThat(gateway.underWay()).isZero();
    }

    @AfterAll
    void close() throws IOException {
        server.close();
        upstream.close();
        gateway.close();
    }

    private Configs fetching(boolean enabled, String... allowed) {
        return Configs.of(gemini(upstream.baseUrl()))
                .mediaFetching(new MediaFetching(enabled, List.of(allowed), 1 << 20, Optional.empty()));
    }

    private static Config.Provider gemini(String baseUrl) {
        return new Config.Provider(
                Config.ProviderKind.GEMINI,
                "gemini",
                true,
                Optional.empty(),
                Optional.of(baseUrl.replace("/v1", "")),
                Map.of(),
                List.of(Configs.credential("at " + baseUrl, "upstream-key-one", 1)),
                List.of(new Config.Model("gemini-x", "m")),
                List.of(),
                0);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.port() + path;
    }

    private HttpResponse<byte[]> ask(String... urls) {
        String images = String.join(
                ",",
                Arrays.stream(urls)
                        .map(url -> "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}")
                        .toList());
        return gateway.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + images + "]}]}");
    }

    private void refused(HttpResponse<byte[]> answer, String reason) throws InterruptedException {
        assertThat(TestGateway.text(answer)).contains("the gateway cannot fetch", reason, "invalid_request_error");
        assertThat(answer.statusCode()).isEqualTo(400);
        RequestRecord record = gateway.record();
        assertThat(record.failureKind()).contains("InvalidRequest");
        assertThat(record.attempts()).hasSize(1);
    }

    private static String inline(String type, byte[] bytes) {
        return "{\"inlineData\":{\"mimeType\":\"" + type + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(bytes) + "\"}}";
    }

    @Test
    void inlinesWhatItFetchesAndSendsNothingOfTheClients() throws Exception {
        server.file("/cat.png", "image/png", MediaServer.PNG);

        HttpResponse<byte[]> answer = ask(url("cdn.test", "/cat.png?sig=signed"));

        assertThat(TestGateway.text(answer)).contains("a cat");
        assertThat(answer.headers().firstValue("x-lingzhi-translation-loss")).isEmpty();
        assertThat(upstream.next()).startsWith("POST /v1beta/models/gemini-x:generateContent ");
        assertThat(upstream.next()).contains(inline("image/png", MediaServer.PNG));
        assertThat(server.heads()).singleElement().asString().satisfies(head -> {
            assertThat(head).startsWith("GET /cat.png?sig=signed HTTP/1.1\r\n");
            assertThat(head.toLowerCase(java.util.Locale.ROOT))
                    .contains("host: cdn.test:" + server.port(), "user-agent: lingzhi")
                    .doesNotContain("authorization", "x-goog-api-key", "cookie", "referer");
        });
        assertThat(lookedUp).as("one look-up for one connection").containsExactly("cdn.test");
    }

    @Test
    void fetchesEachUrlOnceAndDocumentsToo() throws Exception {
        server.file("/cat.png", "application/octet-stream", MediaServer.PNG)
                .file("/doc", "application/pdf", MediaServer.PDF);
        String body = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
             {"type":"document","source":{"type":"url","url":"%s"}},
             {"type":"image","source":{"type":"url","url":"%s"}},
             {"type":"image","source":{"type":"url","url":"%s"}}]}]}\
            """.formatted(url("cdn.test", "/doc"), url("cdn.test", "/cat.png"), url("cdn.test", "/cat.png"));

        assertThat(gateway.post("/v1/messages", body, Map.of()).statusCode()).isEqualTo(200);
        String _ = upstream.next();
        String image = inline("image/png", MediaServer.PNG);
        assertThat(upstream.next()).contains(inline("application/pdf", MediaServer.PDF) + "," + image + "," + image);
        assertThat(server.heads()).hasSize(2);
    }

    @Test
    void fetchesMoreThanItDoesAtOnce() throws Exception {
        String[] urls = new String[9];
        for (int i = 0; i < urls.length; i++) {
            server.file("/" + i, "image/png", MediaServer.PNG);
            urls[i] = url("cdn.test", "/" + i);
        }
        assertThat(ask(urls).statusCode()).isEqualTo(200);
        assertThat(server.heads()).hasSize(urls.length);
    }

    @Test
    void fetchesOnceForAllAttempts() throws Exception {
        server.file("/cat.png", "image/png", MediaServer.PNG);
        try (RawUpstream broken = new RawUpstream("HTTP/1.1 500 Oh\r\ncontent-type: application/json", "{}")) {
            gateway.use(Configs.of(gemini(broken.baseUrl()), gemini(upstream.baseUrl()))
                    .mediaFetching(new MediaFetching(true, List.of("cdn.test"), 1 << 20, Optional.empty())));
            assertThat(ask(url("cdn.test", "/cat.png")).statusCode()).isEqualTo(200);
        }
        assertThat(gateway.record().attempts()).hasSize(2);
        assertThat(server.heads()).hasSize(1);
    }

    @Test
    void followsRedirectionsToAllowedHosts() throws Exception {
        server.redirect("/a", "/b")
                .redirect("/b", url("cdn.test", "/c"))
                .redirect("/c", "d.png")
                .file("/d.png", "image/png", MediaServer.PNG);
        assertThat(ask(url("cdn.test", "/a")).statusCode()).isEqualTo(200);
        assertThat(server.heads()).hasSize(4);
        assertThat(lookedUp).as("each hop is judged").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/in", "http://linked.test:%d/in", "http://[::1]:%d/in", "file:///in"})
    void judgesEveryRedirection(String location) throws Exception {
        server.redirect("/a", location.formatted(server.port())).file("/in", "image/png", MediaServer.PNG);
        refused(ask(url("cdn.test", "/a")), location.startsWith("file") ? "only http and https" : "public Internet");
        assertThat(server.heads())
                .as("nothing but the redirection was asked for")
                .hasSize(1);
    }

    @Test
    void followsThreeRedirectionsAndNotMore() throws Exception {
        server.redirect("/a", "/b").redirect("/b", "/c").redirect("/c", "/d").redirect("/d", "/e");
        refused(ask(url("cdn.test", "/a")), "more than 3 times");
        assertThat(server.heads()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "http://inside.test/x?token=hidden, public Internet",
        "http://mixed.test/x, public Internet",
        "http://linked.test/x, public Internet",
        "http://169.254.169.254/latest/meta-data, public Internet",
        "http://[::ffff:127.0.0.1]/x, public Internet",
        "http://2130706433/x, public Internet",
        "http://nobody.test/x, cannot be found",
        "http://user:pw@cdn.test/x, user name",
    })
    void refusesHostsThatAreNotPublic(String url, String reason) throws Exception {
        HttpResponse<byte[]> answer = ask(url);
        refused(answer, reason);
        assertThat(TestGateway.text(answer)).doesNotContain("hidden", "pw", "10.0.0.7");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void stopsReadingAtTheLimitWhateverTheServerSays() throws Exception {
        server.endless("/huge.png");
        refused(ask(url("cdn.test", "/huge.png")), "longer than 1048576 bytes (limits.media)");
        assertThat(server.written()).isLessThan(100 << 20);
    }

    @Test
    void refusesALengthThatIsTooLongBeforeItReads() throws Exception {
        server.file("/long.png", "image/png", new byte[(1 << 20) + 1]);
        refused(ask(url("cdn.test", "/long.png")), "longer than 1048576 bytes (limits.media)");
    }

    @Test
    void boundsAllMediaOfARequestTogether() throws Exception {
        byte[] half = Arrays.copyOf(MediaServer.PNG, 600_000);
        server.file("/a", "image/png", half).file("/b", "image/png", half);
        refused(ask(url("cdn.test", "/a"), url("cdn.test", "/b")), "together (limits.body)");
    }

    @Test
    void givesUpOnASlowServer() throws Exception {
        gateway.use(fetching(true, "cdn.test").patience(Duration.ofMillis(200)));
        server.stalled("/slow.png");
        refused(ask(url("cdn.test", "/slow.png?sig=signed")), "/slow.png: its server is too slow");
    }

    @ParameterizedTest
    @CsvSource({
        "/page, text/html, by, as its server says",
        "/lie.png, image/png, by, by its first bytes",
        "/missing, , , status 404",
    })
    void refusesWhatIsNoImageAndNoPdf(String path, String type, String body, String reason) throws Exception {
        if (type != null) {
            server.file(path, type, body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        refused(ask(url("cdn.test", path)), reason);
    }

    @Test
    void boundsTheNumberOfUrls() {
        String[] urls = new String[33];
        Arrays.setAll(urls, i -> url("cdn.test", "/" + i));
        HttpResponse<byte[]> answer = ask(urls);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestGateway.text(answer)).contains("at most 32");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void reportsALossWhereFetchingIsSwitchedOff() {
        gateway.use(fetching(false, "cdn.test"));
        HttpResponse<byte[]> answer = ask(url("cdn.test", "/cat.png"));
        assertThat(answer.headers().firstValue("x-lingzhi-translation-loss"))
                .hasValueSatisfying(
                        loss -> assertThat(loss).contains("messages[0].content[0] (image URL not fetched)"));
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void leavesUrlsToUpstreamsThatReadThem() throws Exception {
        String chat = """
            {"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"a cat"},"finish_reason":"stop"}]}\
            """;
        try (ReceivingUpstream reading = ReceivingUpstream.answering("application/json", chat)) {
            gateway.use(Configs.of(Configs.provider("p", reading.baseUrl(), "m", "m", "upstream-key-one")));
            String body = """
                {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
                 {"type":"image","source":{"type":"url","url":"http://inside.test/x.png"}}]}]}\
                """;
            assertThat(gateway.post("/v1/messages", body, Map.of()).statusCode())
                    .isEqualTo(200);
            String _ = reading.next();
            assertThat(reading.next()).contains("\"url\":\"http://inside.test/x.png\"");
        }
        assertThat(lookedUp).isEmpty();
    }
}
