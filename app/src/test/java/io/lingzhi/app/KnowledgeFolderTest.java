package io.lingzhi.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.lingzhi.llm.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a running service, with its folder or with documents for it. */
@Timeout(60)
class KnowledgeFolderTest {
    private final RunningService running;
    private final Path folder;

    KnowledgeFolderTest(@TempDir Path folder) throws StartException {
        this.folder = folder;
        running = RunningService.builtIn(folder);
    }

    @BeforeEach
    void writeDocuments() throws Exception {
        for (String name : List.of("a", "b")) {
            Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("readme.md"), "about " + name);
        }
        Files.writeString(folder.resolve("some.yaml"), """
            assistant:
              knowledge:
                postgres-url: jdbc:postgresql://127.0.0.1:1/none
            """);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private Ran run(String... arguments) {
        return Ran.of(folder, Map.of(), "", arguments);
    }

    private Ran ingest(String... paths) {
        String url = running.service.urls().get(1);
        String[] arguments = {"ingest", "--url", url, "--key", "any", paths[0], paths[1]};
        return run(arguments);
    }

    private List<String> names() throws Exception {
        return Client.json(running.assistant().with().get("/v1/ai/knowledge/default/documents"))
                .list("documents")
                .stream()
                .map(document -> ((JsonValue.Obj) document).string("name", ""))
                .sorted()
                .toList();
    }

    @Test
    void aSecondProcessOnTheFolderIsRefusedInBothLanguages() {
        String own = running.data.resolve("knowledge").normalize().toString();
        for (String[] command : new String[][] {
            {"serve", "--port", "0", "--data", "data"},
            {"knowledge", "migrate", "--to", "lucene", "--config", "some.yaml", "--data", "data"}
        }) {
            Ran english = run(command);
            assertThat(english.exit()).isEqualTo(1);
            assertThat(english.err().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(own, "another process", "--data"));
        }
        Ran chinese = run("--lang", "zh", "serve", "--port", "0", "--data", "data");
        assertThat(chinese.err()).contains(own, "另一个进程");
    }

    @Test
    void filesOfOneNameAreDocumentsUnderTheirPaths() throws Exception {
        Ran ran = ingest("a/readme.md", "b/readme.md");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(names()).containsExactly("a/readme.md", "b/readme.md");
    }

    @Test
    void filesThatCannotBeToldApartAreNotSent() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("readme.md"), "inside");

        Ran ran = ingest("a", "b/readme.md");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        folder.resolve("a/b/readme.md").toString(),
                        folder.resolve("b/readme.md").toString());
    }
}
