"""Checks of the classes of the seed's guide (docs/seed-python), run with the package openai against the gateway.

Prints one line a check: pass or fail, its name, why it failed; parted by tabs. What the upstream was asked stands in the
simulator's log. Environment: GATEWAY and SIMULATOR (addresses without a path), KEY, UPSTREAM_KEY, MODEL (one of the
gateway's, besides the seed's own aliases).
"""

import asyncio
import json
import math
import os
import secrets
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "docs" / "seed-python"))
os.environ.update(LINGZHI_URL=os.environ["GATEWAY"] + "/v1", LINGZHI_KEY=os.environ["KEY"])

import openai  # noqa: E402
from ai_service_adapter import AIServiceAdapter  # noqa: E402
from model_selector import ModelSelector, model_for_complexity  # noqa: E402
from rag_service import RAGService  # noqa: E402
from scenarios import analyze_practice_image, reason, review_code  # noqa: E402
from smart_rag_service import SmartRAGService  # noqa: E402
from unified_ai_service import UnifiedAIService  # noqa: E402

MODEL = os.environ["MODEL"]
DEADLINE_SECONDS = 60
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5E"
    "rkJggg=="
)
SIXTY = " ".join(f"w{number}" for number in range(1, 61))
# The seed's short name, or an alias of its own, and the upstream's model behind it in config.yaml.
UPSTREAM_MODELS = {
    "deepseek": "sim-deepseek",
    "claude": "sim-claude",
    "gemini": "sim-gemini-flash",
    "qwen": "sim-qwen",
    "lingzhi-chat": "sim-deepseek",
    "gemini-flash": "sim-gemini-flash",
    "gemini-free": "sim-gemini-free",
}
# The table of the guide's section on choosing a model.
TASKS = {
    "claude": "reasoning analysis complex_qa coding code_review debug",
    "qwen": "chinese chinese_poetry chinese_culture",
    "gemini": "multimodal image_understanding vision",
    "deepseek": "chat rag summarization code_assistant code_explanation unheard_of",
    "gemini-flash": "fast",
    "gemini-free": "realtime",
}

CHECKS = []
service = UnifiedAIService()


def check(function):
    CHECKS.append(function)
    return function


def equal(told, wanted):
    if told != wanted:
        raise AssertionError(f"{told!r} is not {wanted!r}")


def within(text: str, *wanted: str):
    for one in wanted:
        if one not in text:
            raise AssertionError(f"{one!r} is not in {text[:300]!r}")


class Mark:
    """A text that the upstream answers, the wish for it, which does not hold it, and what it was asked then."""

    def __init__(self):
        nonce = secrets.token_hex(6)
        self.text = f"MARK-{nonce}"
        self.wish = f"[[say:MA~RK-{nonce}]]"

    def asked(self, upstream_model: str = "") -> str:
        """The text of the one request that reached the upstream with this wish, its path in front."""
        request = urllib.request.Request(os.environ["SIMULATOR"] + "/__log")
        request.add_header("authorization", "Bearer " + os.environ["UPSTREAM_KEY"])
        with urllib.request.urlopen(request, timeout=10) as answer:
            log = json.load(answer)["requests"]
        bodies = [(one["path"], one["body"]) for one in log if self.wish in (one.get("body") or "")]
        equal(len(bodies), 1)
        path, body = bodies[0]
        text = path + " " + json.dumps(json.loads(body), ensure_ascii=False)
        within(text, upstream_model)
        return text


@check
async def adapter_chat():
    mark = Mark()
    equal(await AIServiceAdapter().chat([{"role": "user", "content": mark.wish}], model=MODEL), mark.text)


@check
async def adapter_chat_by_its_usual_model():
    mark = Mark()
    equal(await AIServiceAdapter().chat([{"role": "user", "content": mark.wish}]), mark.text)
    mark.asked("sim-deepseek")


@check
async def adapter_chat_stream():
    stream = await AIServiceAdapter().chat([{"role": "user", "content": "[[sim:words=60]]"}], model=MODEL, stream=True)
    pieces = [piece async for piece in stream]
    equal("".join(pieces), SIXTY)
    if len(pieces) < 10:
        raise AssertionError(f"{len(pieces)} pieces only")


@check
async def adapter_embed():
    apart, together = await AIServiceAdapter().embed(["气功"]), await AIServiceAdapter().embed(["太极", "气功"])
    equal([len(apart), len(together), len(apart[0]), len(together[0])], [1, 2, 512, 512])
    if math.dist(apart[0], together[1]) > 0.01 or math.dist(apart[0], together[0]) < 0.1:
        raise AssertionError("equal texts have unlike vectors, or unlike texts equal ones")


@check
async def service_chat_by_each_short_name():
    for name in UPSTREAM_MODELS:
        mark = Mark()
        equal(await service.chat(mark.wish, model=name), mark.text)
        mark.asked(UPSTREAM_MODELS[name])


@check
async def service_chat_with_a_system_prompt():
    mark = Mark()
    equal(await service.chat(mark.wish, model=MODEL, system_prompt="回答要简短"), mark.text)
    within(mark.asked(), "回答要简短")


@check
async def service_chat_streamed():
    stream = await service.chat("[[sim:words=60]]", model=MODEL, stream=True)
    equal("".join([piece async for piece in stream]), SIXTY)


@check
async def service_embed():
    vectors = await service.embed(["气功", "太极"])
    equal([len(vector) for vector in vectors], [512, 512])
    equal(await service.embed(["气功", "太极"], model="qwen"), vectors)


@check
async def service_multimodal():
    equal(await service.multimodal("[[look]]", images=[PIXEL, PIXEL], model=MODEL), "IMAGES 2")
    equal(await service.multimodal("[[look]]", images=[PIXEL]), "IMAGES 1")
    mark = Mark()
    equal(await service.multimodal(mark.wish, model=MODEL), mark.text)


@check
async def service_code():
    mark = Mark()
    equal(await service.code(mark.wish, language="Rust", model=MODEL), mark.text)
    within(mark.asked(), "你是一个专业的Rust程序员", "代码要清晰、可维护")
    mark = Mark()
    equal(await service.code(mark.wish), mark.text)
    within(mark.asked("sim-claude"), "你是一个专业的python程序员")


@check
async def rag_query():
    mark = Mark()
    equal(await RAGService().query(mark.wish, ["气是能量。", "功是功夫。"], model=MODEL), mark.text)
    within(mark.asked(), "[1] 气是能量。", "[2] 功是功夫。", "问题:" + mark.wish, "只根据给出的内容回答")
    mark = Mark()
    equal(await RAGService().query(mark.wish, ["气是能量。"]), mark.text)
    mark.asked("sim-claude")


@check
async def smart_rag_query():
    mark = Mark()
    equal(await SmartRAGService().query(mark.wish, ["气是能量。"]), mark.text)
    within(mark.asked("sim-deepseek"), "参考以下内容回答:[1] 气是能量。", "问题:" + mark.wish)


@check
async def selector():
    for model, tasks in TASKS.items():
        for task in tasks.split():
            equal((task, ModelSelector.select_for_task(task)), (task, model))


@check
async def cost_control():
    for complexity, upstream in {"low": "sim-gemini-free", "medium": "sim-deepseek", "high": "sim-claude"}.items():
        mark = Mark()
        equal(await service.chat(mark.wish, model=model_for_complexity(complexity)), mark.text)
        mark.asked(upstream)


@check
async def scenarios():
    mark = Mark()
    equal(await reason(service, mark.wish), mark.text)
    mark.asked("sim-claude")
    within(await analyze_practice_image(service, PIXEL), "请描述这个图片中的功法姿势要领")
    mark = Mark()
    equal(await review_code(service, f"x = 1  # {mark.wish}"), mark.text)
    within(mark.asked("sim-claude"), "请审查以下代码")


@check
async def failover_to_another_provider():
    for _ in range(3):
        mark = Mark()
        equal(await service.chat(mark.wish, model="half-down"), mark.text)


@check
async def failover_in_a_stream():
    wish = f"[[sim:words=60,status=503*1,tag=t{secrets.token_hex(4)}]]"
    equal("".join([piece async for piece in await service.chat(wish, model=MODEL, stream=True)]), SIXTY)


@check
async def retry_after_a_refusal():
    for status in (429, 500):
        wish = f"[[sim:words=60,status={status}*1,tag=t{secrets.token_hex(4)}]]"
        equal(await service.chat(wish, model=MODEL), SIXTY)


@check
async def errors_are_the_packages_own():
    await raises(openai.NotFoundError, service.chat("你好", model="no-such-model"))
    stranger = UnifiedAIService(AIServiceAdapter(api_key="sk-of-nobody"))
    await raises(openai.AuthenticationError, stranger.chat("你好", model=MODEL))


async def raises(kind, call):
    try:
        told = await call
    except kind:
        return
    raise AssertionError(f"answered {told!r}")


async def main() -> int:
    failed = 0
    for one in CHECKS:
        name = one.__name__.replace("_", " ")
        try:
            await asyncio.wait_for(one(), DEADLINE_SECONDS)
            print(f"pass\t{name}", flush=True)
        except Exception as e:
            failed += 1
            print(f"fail\t{name}\t{type(e).__name__}: {' '.join(str(e).split())[:300]}", flush=True)
    print(f"{len(CHECKS) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(asyncio.run(main()))
