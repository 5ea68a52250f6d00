package io.lingzhi.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each room must not know: the table of ARCHITECTURE.md. */
class ArchitectureTest {
    private static final String ROOT = "io.lingzhi.";
    private static JavaClasses classes = new ClassFileImporter().importPackages("io.lingzhi.none");

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.lingzhi");
    }

    /** {@code room} and all rooms inside it must not know the packages named. */
    private static void mustNotKnow(String room, String because, String... packages) {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + room, ROOT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because(because + "; fix: move the code, or pass what it needs as an argument")
                .check(classes);
    }

    private static String[] gatewayRooms(String... rooms) {
        String[] packages = new String[rooms.length];
        for (int i = 0; i < rooms.length; i++) {
            packages[i] = ROOT + "gateway." + rooms[i] + "..";
        }
        return packages;
    }

    @Test
    void vocabularyIsPure() {
        mustNotKnow(
                "llm",
                "llm does no I/O, keeps no threads and reads no clock",
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.util.concurrent..",
                "java.sql..",
                "java.util.logging..",
                "org.slf4j..",
                "io.vertx..",
                "io.netty..",
                "io.lingzhi.gateway..",
                "io.lingzhi.assistant..",
                "io.lingzhi.app..",
                "io.lingzhi.bench..");
    }

    @Test
    void protocolsDoNotKnowEachOther() {
        String[] protocols = {"openaichat", "openairesponses", "openaicompletions", "anthropic", "gemini"};
        for (String one : protocols) {
            for (String other : protocols) {
                if (!one.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "llm." + one + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(ROOT + "llm." + other + "..")
                            .because("a protocol knows the vocabulary only")
                            .allowEmptyShould(true)
                            .check(classes);
                }
            }
        }
    }

    @Test
    void jsonIsReadByOurOwnCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .because("the JSON library is there for tests only (ADR 0028)")
                .check(classes);
    }

    @Test
    void jsonDoesNotKnowProtocols() {
        mustNotKnow("llm.json", "JSON is a form, not a protocol", ROOT + "llm.protocol..", ROOT + "llm.openaichat..");
    }

    @Test
    void serverLibraryIsKnownAtTheEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "gateway.http..",
                        ROOT + "gateway.upstream..",
                        ROOT + "assistant.http..",
                        ROOT + "bench..",
                        ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .because("the server library stays at the edges; fix: speak to Reply, UpstreamClient or Timers")
                .check(classes);
    }

    @Test
    void httpKnowsNoCredentialsAndNoTranslation() {
        mustNotKnow(
                "gateway.http",
                "http knows URLs and limits",
                gatewayRooms("access", "credential", "provider", "route", "usage", "upstream", "store", "local"));
        mustNotKnow("gateway.http", "http translates nothing", ROOT + "llm.openaichat..", ROOT + "llm.sse..");
    }

    @Test
    void routesAreWorkedOutFromTheConfigurationAlone() {
        mustNotKnow(
                "gateway.route",
                "routes are pure functions of the configuration",
                gatewayRooms("http", "upstream", "usage", "store", "access", "credential", "admin", "local"));
        mustNotKnow("gateway.route", "routes know no wire", ROOT + "llm.protocol..", ROOT + "llm.json..");
    }

    @Test
    void credentialsAreChosenWithoutAWire() {
        mustNotKnow(
                "gateway.credential",
                "who is asked next does not depend on how",
                gatewayRooms("http", "upstream", "usage", "store", "access", "admin", "local"));
        mustNotKnow("gateway.credential", "credentials know no protocol", ROOT + "llm.protocol..", ROOT + "llm.sse..");
    }

    @Test
    void providersAreRows() {
        mustNotKnow(
                "gateway.provider",
                "a provider is a row",
                gatewayRooms("http", "upstream", "usage", "store", "access", "admin", "route", "credential"));
    }

    @Test
    void upstreamDoesNotKnowTheClient() {
        mustNotKnow(
                "gateway.upstream",
                "a call knows its address and its deadlines",
                gatewayRooms("http", "usage", "store", "access", "admin", "route", "credential", "provider"));
        mustNotKnow("gateway.upstream", "a call carries bytes", ROOT + "llm.protocol..", ROOT + "llm.sse..");
    }

    @Test
    void mediaAreFetchedForNobodyInParticular() {
        mustNotKnow(
                "gateway.media",
                "a fetch knows its URL, its terms and the conversation",
                gatewayRooms("http", "usage", "store", "access", "admin", "route", "credential", "provider"));
        mustNotKnow("gateway.media", "media have no protocol", ROOT + "llm.protocol..", ROOT + "llm.gemini..");
    }

    @Test
    void usageSeesNoWire() {
        mustNotKnow(
                "gateway.usage",
                "accounting sees events and exchanges",
                gatewayRooms("http", "upstream", "store", "access", "admin", "route", "credential", "provider"));
    }

    @Test
    void configurationIsInert() {
        mustNotKnow(
                "gateway.config",
                "configuration is data",
                gatewayRooms(
                        "http",
                        "upstream",
                        "usage",
                        "store",
                        "access",
                        "admin",
                        "route",
                        "credential",
                        "provider",
                        "local"));
    }

    @Test
    void yamlIsReadByTheConfigurationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "gateway.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .because("nobody else reads YAML")
                .check(classes);
    }

    @Test
    void databaseIsKnownByTheStoreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "gateway.store..", ROOT + "assistant.knowledge.postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..", "org.postgresql..")
                .because("SQL stays in gateway.store and assistant.knowledge.postgres")
                .check(classes);
    }

    @Test
    void searchAndParsersHaveOneRoomEach() {
        onlyKnownBy("assistant.knowledge.lucene", "org.apache.lucene..");
        onlyKnownBy("assistant.knowledge.document", "org.apache.pdfbox..", "org.jsoup..", "org.commonmark..");
        mustNotKnow(
                "assistant.knowledge",
                "knowledge is served by http and does not know it",
                ROOT + "assistant.http..",
                "io.vertx..");
    }

    private static void onlyKnownBy(String room, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("a library has one room, so that it can be loaded late and replaced")
                .check(classes);
    }

    @Test
    void nobodyKnowsTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "app..")
                .because("app is the root of all wiring")
                .check(classes);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.lingzhi.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
        slices().matching("io.lingzhi.assistant.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
        slices().matching("io.lingzhi.app.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }
}
