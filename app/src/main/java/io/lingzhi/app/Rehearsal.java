package io.lingzhi.app;

import io.lingzhi.app.cli.Lingzhi;
import io.lingzhi.bench.simulator.Options;
import io.lingzhi.bench.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A start, a few requests of each protocol and an orderly end, with a simulated provider and nothing but a home in its
 * environment. It is run once after a build: what the JVM saw of it makes the class cache for all later starts
 * (docs/operations.md).
 */
public final class Rehearsal {
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Pattern URL = Pattern.compile("http://\\S+");
    /** The model inside the process, and one for each protocol of providers in {@code rehearsal.yaml}. */
    private static final List<String> MODELS =
            List.of("lingzhi-offline", "by-chat", "by-responses", "by-messages", "by-generate");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs it. The exit code is 0 if all went well.
     *
     * @param arguments an existing, empty folder for its files
     */
    public static void main(String[] arguments) throws Exception {
        Logs.configure();
        FutureTask<Integer> asking = new FutureTask<>(new Rehearsal(Path.of(arguments[0]))::run);
        Thread.ofPlatform().daemon().start(asking);
        int requests = 0;
        try {
            requests = asking.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (requests == 0) {
                Runtime.getRuntime().halt(1);
            }
        }
        System.exit(0);
    }

    /** Returns how many requests were answered. */
    private int run() throws Exception {
        try (Simulator simulator = Simulator.start(0, "127.0.0.1", Options.open(System::nanoTime))) {
            Path config = folder.resolve("config.yaml");
            Files.write(config, shipped("rehearsal.yaml"));
            String[] urls = serve(simulator, config);
            int answered = 0;
            for (String model : MODELS) {
                answered += answered(urls[0], model);
            }
            ask(urls[0] + "/v1/models");
            ask(urls[0] + "/health");
            ask(urls[1] + "/v1/ai/chat", "{\"prompt\":\"Hello\",\"model\":\"by-chat\"}");
            OutputStream nowhere = OutputStream.nullOutputStream();
            command(simulator, nowhere, "version");
            command(simulator, nowhere, "check", "--config", config.toString());
            command(simulator, nowhere, "usage", "--data", data());
            return answered;
        }
    }

    /** Starts the service, which goes on until the process ends. Returns the addresses of gateway and AI service. */
    private String[] serve(Simulator simulator, Path config) throws IOException {
        PipedOutputStream out = new PipedOutputStream();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
        String[] line = {"serve", "--config", config.toString(), "--data", data(), "--port", freePort()};
        Thread.ofPlatform().daemon().start(() -> command(simulator, out, line));
        String[] urls = URL.matcher(String.valueOf(lines.readLine()))
                .results()
                .map(found -> found.group())
                .toArray(String[]::new);
        if (urls.length != 2) {
            throw new IOException("the service did not start");
        }
        return urls;
    }

    /** A port that is free now. A start on a port that is named takes other ways than one on any free port. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Runs a command line in the environment of this process. */
    private void command(Simulator simulator, OutputStream out, String... line) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SIMULATOR", simulator.baseUrl().replaceFirst("/v1$", ""));
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Lingzhi.run(Main.surroundings(environment, folder, line, printed), line);
    }

    private static byte[] shipped(String name) throws IOException {
        try (InputStream in = Rehearsal.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the jar: build it again");
            }
            return in.readAllBytes();
        }
    }

    /** Asks a model in every protocol, whole and streamed. */
    private int answered(String gateway, String model) throws IOException, InterruptedException {
        String turn = "{\"role\":\"user\",\"content\":\"The gateway listens on port 8317. Which port is it?\"}";
        String contents = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Which port is it?\"}]}]}";
        for (boolean stream : new boolean[] {false, true}) {
            String head = "{\"model\":\"" + model + "\",\"stream\":" + stream + ",";
            ask(gateway + "/v1/chat/completions", head + "\"messages\":[" + turn + "]}");
            ask(gateway + "/v1/messages", head + "\"max_tokens\":500,\"messages\":[" + turn + "]}");
            ask(gateway + "/v1/responses", head + "\"input\":[" + turn + "]}");
        }
        ask(gateway + "/v1beta/models/" + model + ":generateContent", contents);
        ask(gateway + "/v1beta/models/" + model + ":streamGenerateContent?alt=sse", contents);
        return 8;
    }

    private void ask(String url, String body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private void ask(String url) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url)));
    }

    private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
    }
}
