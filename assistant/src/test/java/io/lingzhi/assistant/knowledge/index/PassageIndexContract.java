package io.lingzhi.assistant.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lingzhi.assistant.knowledge.text.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every passage index does. */
public abstract class PassageIndexContract {
    protected abstract PassageIndex open() throws Exception;

    private static Entry entry(String id, Map<String, String> metadata, String... texts) {
        ArrayList<Indexed> passages = new ArrayList<>();
        for (String text : texts) {
            float[] vector = new float[4];
            vector[text.length() % 4] = 1;
            vector[0] += 0.1f;
            passages.add(new Indexed(new Passage(passages.size(), 0, text.length(), List.of("标题"), text), vector));
        }
        return new Entry(id, "name of " + id, metadata, passages);
    }

    @Test
    void findsByWordsAndByVectorsWithinTheFilter() throws Exception {
        try (PassageIndex index = open()) {
            index.put(entry("a", Map.of("year", "2024"), "鸡蛋放在冰箱里保存", "网关监听端口 8317"));
            index.put(entry("b", Map.of("year", "2025"), "鸡蛋怎样煎才好吃呢"));

            assertThat(index.byWords("鸡蛋保存", Filter.ALL, 10))
                    .extracting(Found::documentId)
                    .containsExactly("a", "b");
            assertThat(index.byWords("8317", Filter.ALL, 10)
                            .getFirst()
                            .passage()
                            .ordinal())
                    .isEqualTo(1);
            assertThat(index.byWords("鸡蛋", new Filter(Set.of(), Map.of("year", "2025")), 10))
                    .extracting(Found::documentId)
                    .containsExactly("b");
            assertThat(index.byWords("鸡蛋", new Filter(Set.of("a"), Map.of()), 10))
                    .extracting(Found::documentId)
                    .containsExactly("a");
            List<Found> near = index.byVector(new float[] {0.1f, 1, 0, 0}, new Filter(Set.of("a"), Map.of()), 1);
            assertThat(near).hasSize(1);
            assertThat(near.getFirst().score()).isCloseTo(1, within(1e-3));
            assertThat(index.byWords("。的", Filter.ALL, 10)).isEmpty();
        }
    }

    @Test
    void aFilterThatLetsFewThroughFindsThemAmongManyThatAreNearer() throws Exception {
        try (PassageIndex index = open()) {
            index.put(many("near", 2_000, new float[] {1, 0, 0, 0}));
            index.put(many("far", 5, new float[] {0, 0, 0, 1}));
            float[] query = {1, 0, 0, 0.01f};

            assertThat(index.byVector(query, new Filter(Set.of("far"), Map.of()), 10))
                    .hasSize(5);
            assertThat(index.byVector(query, new Filter(Set.of(), Map.of("kind", "far")), 10))
                    .hasSize(5);
            assertThat(index.byVector(query, Filter.ALL, 50)).hasSize(50);
            index.destroy();
        }
    }

    /** A document of so many passages around this vector, of the kind of its id. */
    protected static Entry many(String id, int count, float[] centre) {
        ArrayList<Indexed> passages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = centre.clone();
            vector[1] += i / 100_000f;
            passages.add(new Indexed(new Passage(i, 0, 1, List.of(), "x"), vector));
        }
        return new Entry(id, id, Map.of("kind", id), passages);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1536, 3072, PassageIndex.LONGEST_VECTOR})
    void keepsLongVectorsOverARestart(int length) throws Exception {
        float[] one = new float[length];
        float[] other = new float[length];
        one[length - 1] = 1;
        other[0] = 1;
        try (PassageIndex index = open()) {
            index.put(new Entry("a", "a", Map.of(), List.of(new Indexed(new Passage(0, 0, 2, List.of(), "一二"), one))));
            index.put(new Entry(
                    "b", "b", Map.of(), List.of(new Indexed(new Passage(0, 0, 2, List.of(), "三四"), other))));
        }
        try (PassageIndex again = open()) {
            assertThat(again.byVector(one, Filter.ALL, 2))
                    .extracting(Found::documentId)
                    .containsExactly("a", "b");
            assertThat(again.contents("a").getFirst().vector()).isEqualTo(one);
            again.destroy();
        }
    }

    @Test
    void replacesAndRemovesDocumentsWholeAndKeepsThem() throws Exception {
        try (PassageIndex index = open()) {
            index.put(entry("a", Map.of(), "旧的内容一", "旧的内容二"));
            index.put(entry("b", Map.of(), "留下的内容"));
            index.put(entry("a", Map.of(), "新的内容"));
            assertThat(index.count()).isEqualTo(2);
            assertThat(index.passages("a", 0, 10)).extracting(Passage::text).containsExactly("新的内容");
            assertThat(index.contents("a").getFirst().vector()).hasSize(4);
            assertThat(index.contents("a").getFirst().passage().headings()).containsExactly("标题");
            index.remove("a");
        }
        try (PassageIndex again = open()) {
            assertThat(again.documents()).containsExactly("b");
            assertThat(again.byWords("新的内容", Filter.ALL, 10))
                    .extracting(Found::documentId)
                    .containsExactly("b");
            again.destroy();
            assertThat(again.count()).isZero();
        }
    }
}
