"""Runs the classes against a gateway: LINGZHI_URL and LINGZHI_KEY say which, LINGZHI_MODEL names one of its models."""

import asyncio
import os

from ai_service_adapter import AIServiceAdapter
from model_selector import ModelSelector
from rag_service import RAGService
from unified_ai_service import UnifiedAIService

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVO"
    "RK5CYII="
)


async def main() -> None:
    model = os.environ.get("LINGZHI_MODEL", "deepseek")
    adapter = AIServiceAdapter()
    service = UnifiedAIService(adapter)
    assert await service.chat("什么是智能气功?", model=model, system_prompt="简短")
    pieces = [piece async for piece in await service.chat("你好", model=model, stream=True)]
    assert "".join(pieces)
    assert await service.multimodal("描述这张图片", images=[PIXEL], model=model)
    assert await service.code("写一个Python函数计算斐波那契数列", model=model)
    assert await RAGService(adapter).query("何为气?", ["气是能量。"], model=model)
    vectors = await service.embed(["气功", "太极"])
    assert len(vectors) == 2 and len(vectors[0]) == len(vectors[1]) > 0
    assert ModelSelector.select_for_task("chinese") == "qwen"
    print("seed-python: ok")


asyncio.run(main())
