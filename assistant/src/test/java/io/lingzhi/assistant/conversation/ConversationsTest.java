package io.lingzhi.assistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {
    private static final Summarising NONE = (before, turns) -> Optional.empty();

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    private Conversations conversations(Bounds bounds) {
        return new Conversations(folder, bounds, () -> now = now.plusSeconds(1), () -> "made-up");
    }

    @Test
    void keepsWhatWasSaidOverARestart() {
        conversations(Bounds.DEFAULT).add("key-1", "c", "什么是八段锦?", "一套功法。", "lingzhi-chat");

        Conversation kept = conversations(Bounds.DEFAULT).open("key-1", "c");

        assertThat(kept.turns()).extracting(Turn::text).containsExactly("什么是八段锦?", "一套功法。");
        assertThat(kept.turns()).extracting(Turn::fromUser).containsExactly(true, false);
        assertThat(kept.turns().getLast().model()).contains("lingzhi-chat");
    }

    @Test
    void showsEachKeyItsOwnOnly() {
        Conversations all = conversations(Bounds.DEFAULT);
        all.add("key-1", "c", "a", "b", "m");

        assertThat(all.read("key-2", "c")).isEmpty();
        assertThat(all.list("key-2")).isEmpty();
        assertThat(all.delete("key-2", "c")).isFalse();
        assertThat(all.delete("key-1", "c")).isTrue();
        assertThat(all.list("key-1")).isEmpty();
    }

    @Test
    void summarisesWhatIsOldWhenItGrowsLong() {
        Conversations all = conversations(new Bounds(10, 60, 2));
        List<Integer> asked = new ArrayList<>();
        Summarising summarising = (before, turns) -> {
            asked.add(turns.size());
            return Optional.of("about numbers");
        };
        for (int i = 0; i < 4; i++) {
            all.add("k", "c", "question " + i, "answer " + i, "m");
            all.shorten("k", "c", summarising);
        }

        Conversation kept = all.open("k", "c");

        assertThat(asked).isNotEmpty();
        assertThat(kept.summary()).contains("about numbers");
        assertThat(kept.summarised() + kept.turns().size()).isEqualTo(8);
        assertThat(kept.turns().getLast().text()).isEqualTo("answer 3");
    }

    @Test
    void saysWhatWasLeftOutWhereNoModelCanSummarise() {
        Conversations all = conversations(new Bounds(10, 400, 2));
        all.add("k", "c", "a long question ".repeat(20), "a long answer ".repeat(20), "m");

        all.add("k", "c", "again", "yes", "m");
        all.shorten("k", "c", NONE);
        Conversation kept = all.open("k", "c");

        assertThat(kept.summary())
                .hasValueSatisfying(
                        summary -> assertThat(summary).contains("were left out").hasSizeLessThanOrEqualTo(100));
        assertThat(kept.turns()).hasSize(2);
    }

    @Test
    void makesRoomForNewOnes() {
        Conversations all = conversations(new Bounds(2, 1000, 2));
        for (String id : List.of("a", "b", "c")) {
            all.add("k", id, "q", "a", "m");
        }

        assertThat(all.list("k")).extracting(Conversation::id).containsExactly("c", "b");
    }

    @Test
    void losesNothingWhenTwoAskAtOnce() {
        Conversations all = conversations(new Bounds(10, 1_000_000, 2));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                threads.execute(() -> all.add("k", "c", "q" + number, "a" + number, "m"));
            }
        }

        assertThat(all.open("k", "c").turns()).hasSize(40);
    }

    @Test
    void takesNoPathForAnId() throws Exception {
        assertThat(Conversations.isId("../x")).isFalse();
        assertThat(Conversations.isId("")).isFalse();
        assertThatThrownBy(() -> conversations(Bounds.DEFAULT).open("k", "../../x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
