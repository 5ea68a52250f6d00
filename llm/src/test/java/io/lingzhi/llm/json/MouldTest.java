package io.lingzhi.llm.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MouldTest {
    private static final String TEXT = "{\"id\":\"a\",\"delta\":{\"content\":\"hi\"},\"end\":null}";

    private final Mould mould = Mould.of(bytes(TEXT), "hi").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"there", "你好 😀", "a\\nb", "\\\"", "\\\\", "\\u4f60", "\\ud83d\\ude00", "\\ud83d", " "})
    void readsWhatAParserReads(String inside) throws JsonSyntaxException {
        byte[] other = bytes(TEXT.replace("\"hi\"", "\"" + inside + "\""));
        String parsed =
                Json.parseObject(other).object("delta").string("content").orElseThrow();
        assertThat(mould.read(other)).contains(parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "a\",\"content\":\"b",
                "\\",
                "\\x",
                "\\u12",
                "a\nb",
                "\t",
            })
    void leavesAnythingElseToTheParser(String inside) {
        assertThat(mould.read(bytes(TEXT.replace("\"hi\"", "\"" + inside + "\""))))
                .isEmpty();
    }

    @Test
    void leavesBytesThatAreNoTextToTheParser() {
        byte[] other = bytes(TEXT);
        other[TEXT.indexOf("hi")] = (byte) 0xC3;
        assertThat(mould.read(other)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"id\":\"b\",\"delta\":{\"content\":\"hi\"},\"end\":null}",
                "{\"id\":\"a\",\"delta\":{\"content\":\"hi\"},\"end\":null} ",
                "{\"id\":\"a\",\"delta\":{\"content\":\"hi\"},\"end\":true}",
                "{\"id\":\"a\",\"delta\":{\"content\":null},\"end\":null}",
            })
    void readsNoTextOfAnotherForm(String other) {
        assertThat(mould.read(bytes(other))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"hi\",\"content\":\"hi\"}",
                "{\"content\":\"other\"}",
                "{\"hi\":\"hi\"}",
                "{\"id\":\"\\n\",\"content\":\"hi\"}",
                "{\"content\":\"\\u0068i\"}",
                "{\"content\":\"hi",
            })
    void isNotMadeWhereTheStringsPlaceIsInDoubt(String text) {
        assertThat(Mould.of(bytes(text), "hi")).isEmpty();
    }

    @Test
    void doesNotTakeWhatStandsBetweenTwoStringsForOne() {
        Mould comma = Mould.of(bytes("{\"a\":[\"x\",\"y\"],\"b\":\",\"}"), ",").orElseThrow();
        assertThat(comma.read(bytes("{\"a\":[\"x\",\"y\"],\"b\":\"z\"}"))).contains("z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "", "你好 😀", "a\nb\"c\\d\u0001", "half \ud83d", "/"})
    void writesWhatTheWriterWrites(String string) {
        JsonValue whole = Json.object().put("a", 1L).put("text", string).build();
        Mould written = Mould.of(
                        Json.bytes(Json.object().put("a", 1L).put("text", "x").build()), "x")
                .orElseThrow();
        assertThat(new String(written.with(string), StandardCharsets.UTF_8)).isEqualTo(Json.text(whole));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'usage':{'in':10,'out':2,'all':[{'n':7,'name':'a1'}]},'text':'hi','n':3}",
                "{'text':'hi','n':3,'usage':{'in':10,'out':2,'all':[{'n':7,'name':'a1'}]}}",
                "{ 'text' : 'hi', 'usage' : { 'in' : 10 }, 'usage2': 5 }",
                "{'text':'hi','usage':10}",
            })
    void readsTextsWithOtherNumbersInTheOpenMember(String text) {
        Mould open = Mould.of(json(text), "hi").orElseThrow().open("usage");
        assertThat(open.read(json(text))).contains("hi");
        String other =
                text.replace("10", "123456").replace("2,'all'", "0,'all'").replace("'n':7", "'n':70");
        assertThat(open.read(json(other.replace("hi", "there")))).contains("there");
        assertThat(new String(open.with("x"), StandardCharsets.UTF_8))
                .isEqualTo(new String(json(text.replace("hi", "x")), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'n':4,'usage':{'in':10,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':01,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':-1,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':1e1,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':null,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':1234567890123456789,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':10,'k2':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':10,'k1':1.05},'text':'hi'}",
                "{'n':3,'usage':{'in':10,'k1':1.7},'text':'hi'}",
                "{'n':3,'usage':{'in':10.5,'k1':1.5},'text':'hi'}",
                "{'n':3,'usage':{'in':10,'k1':1.5,'more':1},'text':'hi'}",
                "{'n':3,'usage':{'in':10",
            })
    void readsNoTextThatDiffersInMoreThanOpenNumbers(String other) {
        Mould open = Mould.of(json("{'n':3,'usage':{'in':10,'k1':1.5},'text':'hi'}"), "hi")
                .orElseThrow()
                .open("usage");
        assertThat(open.read(json(other))).isEmpty();
    }

    @Test
    void opensNothingWhereThereIsNoSuchMember() {
        Mould same = Mould.of(json("{'in':{'usage':1},'text':'hi'}"), "hi")
                .orElseThrow()
                .open("usage");
        assertThat(same.read(json("{'in':{'usage':1},'text':'x'}"))).contains("x");
        assertThat(same.read(json("{'in':{'usage':2},'text':'x'}"))).isEmpty();
    }

    private static byte[] json(String text) {
        return bytes(text.replace('\'', '"'));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
