package io.lingzhi.assistant.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;

class ExtractorTest {
    private static final String CHINESE = "第一章 总则\n合同自双方签字之日起生效。甲方应当在三十日内付款。";

    private final Extractor extractor = new Extractor(ExtractionLimits.DEFAULT, System::nanoTime);

    private String text(Format format, byte[] bytes) throws UnreadableException {
        return extractor.read(format, bytes).text();
    }

    private void assertRefused(Format format, byte[] bytes, String code) {
        assertThatThrownBy(() -> extractor.read(format, bytes))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.reason().code()).isEqualTo(code));
    }

    @Test
    void readsTextInEveryUsualCharset() throws Exception {
        for (Charset charset : new Charset[] {
            StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16, StandardCharsets.UTF_16LE
        }) {
            assertThat(text(Format.TEXT, CHINESE.getBytes(charset)))
                    .as(charset.name())
                    .isEqualTo(CHINESE);
        }
        assertRefused(Format.TEXT, new byte[] {1, 2, 3, (byte) 0xFF, 4, 5, (byte) 0xFE, 1}, "unknown-charset");
    }

    @Test
    void keepsMarkdownAsWrittenAndFindsItsHeadings() throws Exception {
        String markdown = "# 安装\n\n步骤如下。\n\n```\n# 不是标题\n```\n\n## 卸载 `all`\n\n删除即可。";
        Extracted extracted = extractor.read(Format.MARKDOWN, markdown.getBytes(StandardCharsets.UTF_8));

        assertThat(extracted.text()).isEqualTo(markdown);
        assertThat(extracted.headings())
                .containsExactly(new Heading(1, "安装", 0), new Heading(2, "卸载 all", markdown.indexOf("## 卸载")));
    }

    @Test
    void readsAPageWithoutItsScriptsAndNavigation() throws Exception {
        String html = "<html><head><meta"
                + " charset=gbk><title>x</title></head><body><nav>菜单</nav><h1>标题</h1><p>第一段<b>粗体</b>。</p><script>var"
                + " a=1</script><table><tr><td>甲</td><td>乙</td></tr></table></body></html>";
        Extracted extracted = extractor.read(Format.HTML, html.getBytes(Charset.forName("GB18030")));

        assertThat(extracted.text()).isEqualTo("标题\n\n第一段粗体。\n\n甲 | 乙");
        assertThat(extracted.headings()).containsExactly(new Heading(1, "标题", 0));
    }

    @Test
    void readsAChinesePdfByItsCharacterMap() throws Exception {
        Extracted extracted = extractor.read(Format.PDF, ChinesePdf.of("灵知网关监听八三一七端口。"));

        assertThat(extracted.text()).isEqualTo("灵知网关监听八三一七端口。");
        assertThat(extracted.headings()).containsExactly(new Heading(Heading.PAGE, "p. 1", 0));
    }

    @Test
    void saysWhatIsWrongWithAPdf() throws Exception {
        assertRefused(Format.PDF, "not a pdf at all".getBytes(StandardCharsets.UTF_8), "not-a-pdf");
        assertRefused(Format.PDF, "%PDF-1.7 broken startxref".getBytes(StandardCharsets.UTF_8), "broken-pdf");
        byte[] whole = ChinesePdf.of("合同自签字之日起生效。");
        assertRefused(Format.PDF, Arrays.copyOf(whole, whole.length / 2), "broken-pdf");
        assertRefused(Format.PDF, emptyPages(false), "scanned-pdf");
        assertRefused(Format.PDF, emptyPages(true), "encrypted-pdf");
    }

    private static byte[] emptyPages(boolean encrypted) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            if (encrypted) {
                pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            }
            pdf.save(out);
        }
        return out.toByteArray();
    }

    @Test
    void readsWordByItsStylesAndTables() throws Exception {
        String body = "<w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>劳动合同</w:t></w:r></w:p>"
            + "<w:p><w:r><w:t>试用期</w:t></w:r><w:r><w:t>不超过六个月。</w:t></w:r></w:p>"
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年限</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>上限</w:t></w:r></w:p>"
            + "</w:tc></w:tr></w:tbl>";
        Extracted extracted = extractor.read(Format.DOCX, docx(body));

        assertThat(extracted.text()).isEqualTo("劳动合同\n\n试用期不超过六个月。\n\n年限 | 上限");
        assertThat(extracted.headings()).containsExactly(new Heading(1, "劳动合同", 0));
    }

    @Test
    void refusesBrokenProtectedAndExplodingWordFiles() throws Exception {
        assertRefused(Format.DOCX, "PK nothing".getBytes(StandardCharsets.UTF_8), "broken-docx");
        assertRefused(Format.DOCX, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, "encrypted-docx");
        Extractor small = new Extractor(
                new ExtractionLimits(1 << 20, 10_000, 1_000, 10, Duration.ofSeconds(5)), System::nanoTime);
        byte[] bomb = docx("<w:p>" + " ".repeat(100_000) + "</w:p>");
        assertThat(bomb.length).isLessThan(2_000);
        assertThatThrownBy(() -> small.read(Format.DOCX, bomb)).hasMessageContaining("packed-too-tightly");
    }

    private static byte[] docx(String body) throws IOException {
        String names = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(("<w:document " + names + "><w:body>" + body + "</w:body></w:document>")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/styles.xml"));
            zip.write(
                    ("<w:styles " + names + "><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style></w:styles>")
                            .getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void stopsAtItsDeadline() {
        long[] now = {0};
        Extractor slow = new Extractor(
                ExtractionLimits.DEFAULT, () -> now[0] += Duration.ofMinutes(3).toNanos());
        assertThatThrownBy(() -> slow.read(Format.TEXT, "abc".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("too-slow");
    }
}
