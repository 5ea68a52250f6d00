package io.lingzhi.app.cli;

import io.lingzhi.app.KnowledgeWiring;
import io.lingzhi.assistant.knowledge.FolderInUseException;
import io.lingzhi.assistant.knowledge.Migration;
import io.lingzhi.gateway.config.Config;
import io.lingzhi.gateway.config.Config.KnowledgeStore;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lingzhi knowledge migrate --to STORE}: copies all passages into the other store. */
@Command(name = "migrate")
final class MigrateCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "lucene|postgres",
            descriptionKey = "lingzhi.knowledge.migrate.to")
    private String to = "";

    MigrateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        KnowledgeStore target = target();
        KnowledgeStore source = target == KnowledgeStore.LUCENE ? KnowledgeStore.POSTGRES : KnowledgeStore.LUCENE;
        Config.Knowledge knowledge =
                config.require(around).loaded().config().assistant().knowledge();
        if (knowledge.postgresUrl().isEmpty()) {
            throw new ExitException(around.texts().say("knowledge.no-url"));
        }
        Migration migration = new Migration(
                KnowledgeWiring.folder(data.folder(around)),
                KnowledgeWiring.indexes(knowledge, source),
                KnowledgeWiring.indexes(knowledge, target),
                KnowledgeWiring.settings(knowledge));
        try {
            for (Migration.Copied base : migration.run()) {
                around.out()
                        .println(around.texts()
                                .say("knowledge.migrated", base.base(), base.documents(), base.passages()));
            }
            around.out().println(around.texts().say("knowledge.then", to));
        } catch (FolderInUseException e) {
            throw new ExitException(around.texts().say("knowledge.in-use", e.folder()));
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private KnowledgeStore target() {
        try {
            return KnowledgeStore.valueOf(to.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ExitException(around.texts().say("knowledge.to-unknown", to));
        }
    }
}
