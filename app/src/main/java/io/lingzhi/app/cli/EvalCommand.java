package io.lingzhi.app.cli;

import io.lingzhi.app.EvalWiring;
import io.lingzhi.app.Wiring;
import io.lingzhi.assistant.knowledge.KnowledgeException;
import io.lingzhi.assistant.knowledge.eval.Configuration;
import io.lingzhi.assistant.knowledge.eval.EvalSet;
import io.lingzhi.assistant.knowledge.eval.EvalTable;
import io.lingzhi.assistant.knowledge.eval.Outcome;
import io.lingzhi.llm.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lingzhi eval FILE.jsonl}: scores retrieval and citations, in this process, over an index of its own. */
@Command(name = "eval")
final class EvalCommand implements Runnable {
    private final Surroundings around;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "lingzhi.eval.file")
    private @Nullable String file;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--details")
    private boolean details;

    @Option(names = "--scale", paramLabel = "N")
    private int scale;

    EvalCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        if (scale > 0) {
            ScaleRun.run(scale, around.out());
            return;
        }
        if (file == null) {
            throw new ExitException(around.texts().say("eval.no-file"));
        }
        EvalSet set = read(file);
        ConfigOption.Found found = config.require(around);
        try (Wiring wiring = new Wiring(found.loaded().config(), _ -> {})) {
            EvalWiring evaluations =
                    new EvalWiring(wiring, found.loaded().config().assistant());
            around.out().print(EvalTable.head());
            for (Configuration configuration : evaluations.configurations(all)) {
                print(configuration, evaluations.run(set, configuration));
            }
        } catch (IOException | KnowledgeException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EvalSet read(String name) {
        try {
            return EvalSet.parse(Files.readAllLines(around.workingFolder().resolve(name)));
        } catch (IOException | JsonSyntaxException e) {
            throw new ExitException(around.texts().say("eval.unreadable", name, String.valueOf(e.getMessage())));
        }
    }

    private void print(Configuration configuration, List<Outcome> outcomes) {
        boolean answers = outcomes.stream().anyMatch(outcome -> outcome.cited().isPresent());
        around.out().print(EvalTable.rows(configuration.name(), outcomes, answers));
        around.out().flush();
        if (details) {
            for (Outcome outcome : outcomes) {
                around.err()
                        .println(String.format(
                                Locale.ROOT,
                                "%s\t%s\t%d\t%.4f\t%.3f\t%s\t%s\t%s",
                                configuration.name(),
                                outcome.question().kind(),
                                outcome.rank(),
                                outcome.measure().nearest().orElse(0),
                                outcome.measure().share(),
                                outcome.answered(),
                                outcome.cited().map(String::valueOf).orElse("-"),
                                outcome.question().text()));
            }
        }
    }
}
