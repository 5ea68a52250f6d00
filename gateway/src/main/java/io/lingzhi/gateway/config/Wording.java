package io.lingzhi.gateway.config;

import java.util.Locale;

/** Every text that this room shows, in English and Chinese. <code>{0}</code>, <code>{1}</code> ... are filled in. */
enum Wording {
    PROBLEM("{0}: {1}: found {2}; expected {3}", "{0}: {1}: 现为 {2};应为 {3}"),
    PROBLEM_OF_FILE("{0}: found {1}; expected {2}", "{0}: 现为 {1};应为 {2}"),
    WARNING("{0}: {1}: {2}", "{0}: {1}: {2}"),

    FOUND_LIST("a list", "一个列表"),
    FOUND_SECTION("a section of keys", "一个含键的小节"),
    FOUND_TEXT("a single value", "单个值"),
    FOUND_NOTHING("nothing", "空"),
    FOUND_UNSET("the variable {0}, which is not set", "未设置的变量 {0}"),
    FOUND_MALFORMED("a ${ that opens no variable", "未构成变量的 ${"),
    FOUND_TWICE("the key {0} twice, on lines {1} and {2}", "键 {0} 出现两次,在第 {1} 行和第 {2} 行"),
    FOUND_KEY_SHAPE("a key that is no plain text", "不是纯文本的键"),
    FOUND_EXAMPLE_KEY("the template key {0}", "模板密钥 {0}"),
    FOUND_BAD_PATTERN("a regular expression that cannot be read ({0})", "无法解析的正则表达式({0})"),
    FOUND_OPEN_DOOR("no client keys, and the address {0}, which other machines can reach", "没有客户端密钥,而地址 {0} 可被其他机器访问"),
    FOUND_UNREADABLE("a file that cannot be read ({0})", "无法读取的文件({0})"),
    FOUND_TOO_LARGE("a file of more than {0} bytes", "超过 {0} 字节的文件"),
    FOUND_NOT_UTF8("bytes that are not UTF-8", "不是 UTF-8 的字节"),
    FOUND_SYNTAX("text that is not YAML ({0})", "不符合 YAML 语法的内容({0})"),
    FOUND_ENDLESS("aliases that repeat too much", "重复过多的别名引用"),

    EXPECTED_TEXT("a single text", "单个文本"),
    EXPECTED_SECRET("a single text, best as ${NAME}", "单个文本,建议写成 ${NAME}"),
    EXPECTED_INTEGER("a whole number from {0} to {1}", "{0} 到 {1} 的整数"),
    EXPECTED_DECIMAL("a number such as 2.50, with at most {0} decimals", "形如 2.50 的数字,至多 {0} 位小数"),
    EXPECTED_ZONE("a time zone such as UTC or Asia/Shanghai", "时区,如 UTC 或 Asia/Shanghai"),
    EXPECTED_PRICE("model, input and output", "model、input 和 output"),
    EXPECTED_FLAG("true or false", "true 或 false"),
    EXPECTED_DURATION(
            "a duration from {0} to {1}, such as 30, 30s, 5m, 1h or 500ms", "{0} 到 {1} 的时长,如 30、30s、5m、1h、500ms"),
    EXPECTED_SIZE("a size from {0} to {1}, such as 65536, 64KiB or 8MiB", "{0} 到 {1} 的大小,如 65536、64KiB、8MiB"),
    EXPECTED_CHOICE("one of {0}", "以下之一:{0}"),
    EXPECTED_SECTION("a section of keys", "一个含键的小节"),
    EXPECTED_LIST("a list, one \"- \" line for each item", "一个列表,每项一行 \"- \""),
    EXPECTED_ITEM("an item that is not empty", "非空的列表项"),
    EXPECTED_BASE_URL(
            "http:// or https:// with a host, an optional port and path, and no password (use api-key or headers)",
            "http:// 或 https:// 加主机,可带端口和路径,不含密码(请用 api-key 或 headers)"),
    EXPECTED_GUARDED_URL(
            "https:// with a host and no password, or http:// on this machine, since a key is sent there",
            "https:// 加主机且不含密码,或指向本机的 http://,因为会向其发送密钥"),
    EXPECTED_PATTERN("a regular expression, or regex: false for a plain name", "正则表达式;若为普通名称请写 regex: false"),
    EXPECTED_ERROR_PATTERN("a regular expression that is looked for in an error's body", "用于在错误正文中查找的正则表达式"),
    EXPECTED_PLACE("a host name, an address or a network such as 10.0.0.0/8", "主机名、地址或网段(如 10.0.0.0/8)"),
    EXPECTED_PROXY(
            "http://, https://, socks5:// or socks5h:// with host and port, or direct",
            "http://、https://、socks5:// 或 socks5h:// 加主机和端口,或 direct"),
    EXPECTED_HOST("an address or host name without scheme or port", "不带协议和端口的地址或主机名"),
    EXPECTED_HEADER_NAME("a header name of letters, digits and dashes", "由字母、数字和连字符组成的请求头名称"),
    EXPECTED_HEADER_VALUE("a header value on one line", "单行的请求头值"),
    EXPECTED_MODEL("a name of 1 to {0} characters", "1 到 {0} 个字符的名称"),
    EXPECTED_VARIABLE(
            "a value for it in the environment or in .env, or a default: ${{0}:-default}",
            "在环境变量或 .env 中为其赋值,或写默认值:${{0}:-默认值}"),
    EXPECTED_REFERENCE(
            "${NAME} or ${NAME:-default}, or $${ for the characters themselves", "${NAME} 或 ${NAME:-默认值};字面字符写作 $${"),
    EXPECTED_ONCE("it once: delete one of them or join them", "只出现一次:删除其一或合并"),
    EXPECTED_PLAIN_KEY("a plain key followed by a colon", "纯文本的键加冒号"),
    EXPECTED_OWN_KEY("a key of your own: replace it with a long random text", "你自己的密钥:请换成一段较长的随机文本"),
    EXPECTED_CLOSED_DOOR(
            "api-keys with at least one key, or {0}: 127.0.0.1, or allow-anonymous: true",
            "在 api-keys 中至少设置一个密钥,或 {0}: 127.0.0.1,或 allow-anonymous: true"),
    EXPECTED_POSTGRES(
            "jdbc:postgresql://HOST/DATABASE?user=...&password=..., since assistant.knowledge.store is postgres",
            "jdbc:postgresql://HOST/DATABASE?user=...&password=...,因为 assistant.knowledge.store 为 postgres"),
    EXPECTED_WEIGHTS("at least one of words-weight and vector-weight above 0", "words-weight 与 vector-weight 至少一个大于 0"),
    EXPECTED_TLS("the path of a PEM file, since tls.enable is true", "PEM 文件的路径,因为 tls.enable 为 true"),
    EXPECTED_READABLE("a file that this user may read", "当前用户可读的文件"),
    EXPECTED_SMALLER("a smaller file", "更小的文件"),
    EXPECTED_UTF8("UTF-8 text: save the file in that encoding", "UTF-8 文本:请以该编码保存文件"),
    EXPECTED_YAML("valid YAML: check indentation, quotes and colons here", "有效的 YAML:请检查此处的缩进、引号和冒号"),
    EXPECTED_MAPPING("lines of the form key: value", "形如 键: 值 的行"),
    EXPECTED_FLAT("the same written out without aliases", "不用别名引用的写法"),

    UNKNOWN_KEY("unknown key, ignored", "未知的键,已忽略"),
    UNKNOWN_KEY_NEAR("unknown key, ignored; did you mean {0}?", "未知的键,已忽略;是否应为 {0}?"),
    MISSING_VARIABLE("the variable is not set: {0}", "该变量未设置:{0}"),
    LOST_CANDIDATE("a candidate is lost for {0}", "以下模型失去一个候选:{0}"),
    LOST_MANAGEMENT("management is off", "管理功能已关闭"),
    LOST_LOGIN("login with {0} is off", "{0} 登录已关闭"),
    LOST_HEADER("the header {0} of {1} is left out", "{1} 的请求头 {0} 已略去"),
    LOST_BUDGET("the budget of a client key is left out", "某个客户端密钥的预算已略去"),
    LOST_ASSISTANT_KEY("the assistant calls the gateway without a key", "AI 服务将不带密钥调用网关"),
    LOST_AMP_KEY("calls of Amp clients lack a key", "Amp 客户端的调用缺少密钥"),
    PREFIX_DROPPED("a prefix cannot hold a slash inside, ignored", "前缀内部不能含斜杠,已忽略"),
    ENTRY_WITHOUT_ADDRESS("the entry has no base-url, ignored", "该条目没有 base-url,已忽略"),
    ENTRY_WITHOUT_KEY("the entry has no api-key, ignored", "该条目没有 api-key,已忽略"),
    ENTRY_WITHOUT_BOTH("the entry has neither api-key nor base-url, ignored", "该条目既无 api-key 也无 base-url,已忽略"),
    ENTRY_TWICE("the same entry stands above, ignored", "上面已有相同条目,已忽略"),
    EMPTY_ITEM("the item is empty, ignored", "该项为空,已忽略"),
    OLD_KEY("an old name, still read; write {0}", "旧名称,仍可读取;请改用 {0}"),
    BAD_DOTENV_LINE("line {0} is not NAME=value, ignored", "第 {0} 行不是 NAME=value 的形式,已忽略"),
    BAD_DOTENV_FILE("cannot be read ({0}), ignored", "无法读取({0}),已忽略");

    private final String english;
    private final String chinese;

    Wording(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /** The text in the language of the locale, English unless that is Chinese. */
    String in(Locale locale, Object... arguments) {
        String text = locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int slot = slotAt(text, at);
            if (slot >= 0 && slot < arguments.length) {
                filled.append(arguments[slot]);
                at += 3;
            } else {
                filled.append(text.charAt(at));
                at++;
            }
        }
        return filled.toString();
    }

    /** The number in a one-digit placeholder that starts here, or -1. */
    private static int slotAt(String text, int at) {
        boolean placeholder = at + 2 < text.length() && text.charAt(at) == '{' && text.charAt(at + 2) == '}';
        return placeholder ? Character.digit(text.charAt(at + 1), 10) : -1;
    }
}
