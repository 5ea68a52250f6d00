package io.lingzhi.assistant.code;

import java.util.Locale;
import java.util.Map;

/** What a model is told before it is asked for code. */
public final class CodePrompt {
    /** The custom of each language that its users expect code to keep. */
    private static final Map<String, String> CUSTOMS = Map.ofEntries(
            Map.entry("python", "遵循 PEP 8 规范"),
            Map.entry("java", "遵循 Java 惯用命名与 Javadoc 规范"),
            Map.entry("kotlin", "遵循 Kotlin 官方编码规范"),
            Map.entry("go", "符合 gofmt 格式,显式处理错误"),
            Map.entry("rust", "符合 rustfmt 格式,避免不必要的 unsafe"),
            Map.entry("javascript", "使用现代 ES 语法,避免全局变量"),
            Map.entry("typescript", "写明类型,避免 any"),
            Map.entry("c", "检查返回值,避免内存泄漏与越界"),
            Map.entry("c++", "使用现代 C++ 与 RAII"),
            Map.entry("c#", "遵循 .NET 命名规范"),
            Map.entry("php", "遵循 PSR-12 规范"),
            Map.entry("ruby", "遵循 Ruby 社区风格指南"),
            Map.entry("swift", "遵循 Swift API 设计指南"),
            Map.entry("sql", "关键字大写,注明所用方言"),
            Map.entry("bash", "使用 set -euo pipefail,并为变量加引号"),
            Map.entry("shell", "使用 set -eu,并为变量加引号"));

    private CodePrompt() {}

    /** The system prompt for a language, named in any case; one that is not known gets the language's usual custom. */
    public static String of(String language) {
        String custom = CUSTOMS.getOrDefault(language.toLowerCase(Locale.ROOT), "遵循该语言的通行规范");
        return """
            你是一个专业的%s程序员。
            请按照以下要求回答编程问题:
            1. 代码要清晰、可维护
            2. 添加必要的注释
            3. %s
            4. 如果需要导入库,请使用标准库或常用库
            请把代码放在一个 Markdown 代码块中,必要的说明放在代码块之外。\
            """.formatted(language, custom);
    }
}
