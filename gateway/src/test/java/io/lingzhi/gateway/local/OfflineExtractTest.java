package io.lingzhi.gateway.local;

import static io.lingzhi.gateway.local.Conversations.answer;
import static io.lingzhi.gateway.local.Conversations.assistant;
import static io.lingzhi.gateway.local.Conversations.quotes;
import static io.lingzhi.gateway.local.Conversations.system;
import static io.lingzhi.gateway.local.Conversations.tool;
import static io.lingzhi.gateway.local.Conversations.user;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which sentences the offline model quotes for the prompts that applications really send. */
class OfflineExtractTest {
    private static final String HANDBOOK = """
        员工手册（2026版）
        第一章 工作时间
        公司实行每周五天工作制，每天工作八小时。上午九点上班，下午六点下班。
        第二章 休假
        员工入职满一年后，每年享有十五天带薪年休假。未休完的年假可以顺延到次年三月底。
        病假须提供医院证明，病假期间发放百分之八十的工资。
        第三章 报销
        差旅报销须在返程后三十天内提交发票。单笔超过五千元的报销由财务总监审批。\
        """;

    private static final String POLICY = """
        Refunds. Customers may request a refund within 30 days of delivery. The refund is paid to the original card \
        within 5 business days.

        Shipping. We ship to Canada and the U.S. via Acme Corp. couriers. Standard shipping takes three to seven days. \
        Orders over $50.00 ship free.

        Support. Our support team answers e-mail from 9 a.m. to 5 p.m. on weekdays.\
        """;

    @Test
    void seedsRagServicePrompt() {
        assertThat(quotes(
                        system("你是一个专业的知识库问答助手，请根据提供的资料回答用户问题。如果资料中没有答案，请说不知道。"),
                        user("参考以下内容回答问题:\n" + HANDBOOK + "\n\n问题:年假有多少天？")))
                .first()
                .isEqualTo("员工入职满一年后，每年享有十五天带薪年休假。");
    }

    @Test
    void seedsRagServicePromptWithoutAnEmptyLine() {
        assertThat(quotes(user("参考以下内容回答问题:\n" + HANDBOOK + "\n问题:报销发票要在多少天内提交?")))
                .containsExactly("差旅报销须在返程后三十天内提交发票。");
    }

    @Test
    void seedsSmartRagServicePrompt() {
        assertThat(quotes(user("参考以下内容回答:[1] Redis 默认端口是 6379。\n[2] PostgreSQL 默认端口是 5432。\n问题:Redis 的默认端口是多少")))
                .containsExactly("Redis 默认端口是 6379。");
    }

    @Test
    void contextInTheSystemPrompt() {
        assertThat(quotes(system("你是人事助手。请只根据以下资料回答。\n\n资料：\n" + HANDBOOK), user("病假工资怎么发？")))
                .containsExactly("病假须提供医院证明，病假期间发放百分之八十的工资。");
    }

    @Test
    void englishStuffPromptWithAnAnswerLabelAtTheEnd() {
        assertThat(quotes(user(
                        "Use the following pieces of context to answer the question at the end. If you don't know the"
                                + " answer, just say that you don't know.\n\n" + POLICY
                                + "\n\nQuestion: How long does standard shipping take?\nHelpful Answer:")))
                .containsExactly("Standard shipping takes three to seven days.");
    }

    @Test
    void englishContextInTheSystemPrompt() {
        assertThat(quotes(
                        system("You are a helpful assistant. Answer only from the context below.\n\nContext:\n"
                                + POLICY),
                        user("When can customers request refunds?")))
                .first()
                .isEqualTo("Customers may request a refund within 30 days of delivery.");
    }

    @Test
    void abbreviationsAndAmountsDoNotCutASentence() {
        assertThat(quotes(user(POLICY + "\n\nDo you ship to Canada via Acme?")))
                .contains("We ship to Canada and the U.S. via Acme Corp. couriers.");
        assertThat(quotes(user(POLICY + "\n\nWhich orders ship free?"))).contains("Orders over $50.00 ship free.");
    }

    @Test
    void questionBeforeThePastedText() {
        assertThat(quotes(user("加班费怎么计算？\n\n工作日加班按工资的百分之一百五十计算加班费。\n\n食堂每天提供三餐。")))
                .containsExactly("工作日加班按工资的百分之一百五十计算加班费。");
    }

    @Test
    void questionMarkerBeforeItsReferences() {
        assertThat(quotes(user("问题：食堂几点开门\n参考资料：\n食堂早上七点开门。\n图书馆八点开门。")))
                .first()
                .isEqualTo("食堂早上七点开门。");
    }

    @Test
    void questionAtTheEndOfOneParagraph() {
        assertThat(quotes(user("Paris is the capital of France. Berlin is the capital of Germany. What is the"
                        + " capital of France?")))
                .first()
                .isEqualTo("Paris is the capital of France.");
    }

    @Test
    void listItemsStandByThemselves() {
        assertThat(quotes(user("""
            部署步骤：
            1. 安装 JDK 25
            2. 在 config.yaml 中设置端口
            3. 运行 ./lingzhi serve 启动服务

            端口在哪个文件里设置？\
            """))).containsExactly("在 config.yaml 中设置端口");
    }

    @Test
    void linesOfCodeAreKeptAsTheyStand() {
        assertThat(quotes(user("""
            ```python
            def connect(host):
                timeout = 30
                return Socket(host, timeout)
            ```

            What is the timeout?\
            """))).contains("    timeout = 30");
    }

    @Test
    void anAnswerFollowsItsQuestionInAListOfQuestions() {
        assertThat(quotes(system("问：如何重置密码？\n答：点击登录页的“忘记”链接。\n问：如何修改头像？\n答：进入个人中心。"), user("怎么重置密码")))
                .containsExactly("答：点击登录页的“忘记”链接。");
    }

    @Test
    void toolResultsAreContext() {
        assertThat(quotes(user("上海明天的气温是多少度？"), assistant("我来查一下上海明天的气温是五十度。"), tool("上海明天多云，气温18到25度。东风三级。")))
                .containsExactly("上海明天多云，气温18到25度。");
    }

    @Test
    void toolResultsInsideAUserTurnAreContext() {
        var turn = tool("The build failed in module gateway. Three tests passed.");
        assertThat(quotes(
                        user("Which module failed?"),
                        new io.lingzhi.llm.Message(io.lingzhi.llm.Role.USER, turn.parts())))
                .containsExactly("The build failed in module gateway.");
    }

    @Test
    void earlierUserTextsAreContextAndAssistantTurnsAreNot() {
        assertThat(quotes(user("我们的项目代号是青鸾。项目预算是两百万元。"), assistant("好的，项目代号是凤凰。"), user("项目代号是什么？")))
                .containsExactly("我们的项目代号是青鸾。");
    }

    @Test
    void theLastMarkerAsksAndEarlierAnsweredOnesAreText() {
        assertThat(quotes(user("问题：如何退货？\n答案：七天内可以退货。\n\n问题：运费谁承担？\n答案：运费由买家承担。\n\n退货的运费谁出？")))
                .contains("答案：运费由买家承担。");
    }

    @Test
    void wrappedLinesOfOneSentenceAreQuotedTogether() {
        assertThat(quotes(user("""
            The cache keeps an entry for sixty seconds after the last
            read, and never longer than ten minutes.
            Logs go to stdout.

            How long does the cache keep an entry?\
            """)))
                .containsExactly("The cache keeps an entry for sixty seconds after the last\n"
                        + "read, and never longer than ten minutes.");
    }

    @Test
    void quotesAtMostThreeSentencesInTheOrderOfTheText() {
        String text = "苹果是红色的水果。香蕉是黄色的水果。苹果派用苹果做。苹果汁用苹果榨。苹果树开白花。";
        var quotes = quotes(user(text + "\n\n问题：苹果"));
        assertThat(quotes).hasSize(Extract.MAX_SENTENCES);
        assertThat(quotes).isSortedAccordingTo(java.util.Comparator.comparingInt(text::indexOf));
    }

    @Test
    void saysThatNothingIsFoundInChinese() {
        assertThat(answer(user("参考以下内容回答问题:\n" + HANDBOOK + "\n\n问题:火星上有没有液态水？")))
                .startsWith(OfflineWording.CHINESE.nothingFound())
                .contains("DEEPSEEK_API_KEY");
    }

    @Test
    void saysThatNothingIsFoundInEnglish() {
        assertThat(answer(user(POLICY + "\n\nQuestion: Who wrote Hamlet?")))
                .startsWith(OfflineWording.ENGLISH.nothingFound())
                .contains("openai-compatibility");
    }

    @Test
    void anInstructionIsNoSource() {
        assertThat(answer(system("你是一个专业的问答助手，请回答用户的问题。"), user("你是什么助手？")))
                .startsWith(OfflineWording.CHINESE.noContext());
        assertThat(answer(system("You are a helpful assistant."), user("Are you a helpful assistant?")))
                .startsWith(OfflineWording.ENGLISH.noContext());
    }
}
