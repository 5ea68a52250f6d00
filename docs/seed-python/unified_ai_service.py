"""The seed's UnifiedAIService: chat, vectors, pictures and code over one adapter. Pictures have the shape that the
Chat Completions API asks for, {"url": ...}."""

from typing import Literal

from ai_service_adapter import AIServiceAdapter

ModelType = Literal["deepseek", "claude", "gemini", "qwen"]


class UnifiedAIService:
    """统一 AI 服务。"""

    def __init__(self, adapter: AIServiceAdapter | None = None):
        self.adapter = adapter or AIServiceAdapter()

    async def chat(
        self, prompt: str, model: ModelType = "deepseek", system_prompt: str | None = None, stream: bool = False
    ):
        messages = []
        if system_prompt:
            messages.append({"role": "system", "content": system_prompt})
        messages.append({"role": "user", "content": prompt})
        return await self.adapter.chat(messages=messages, model=model, stream=stream)

    async def embed(self, texts: list[str], model: ModelType = "deepseek"):
        return await self.adapter.embed(texts, model=model)

    async def multimodal(self, prompt: str, images: list[str] | None = None, model: ModelType = "gemini"):
        content: list | str = prompt
        if images:
            content = [{"type": "text", "text": prompt}]
            content += [{"type": "image_url", "image_url": {"url": image}} for image in images]
        return await self.adapter.chat(messages=[{"role": "user", "content": content}], model=model)

    async def code(self, prompt: str, language: str = "python", model: ModelType = "claude"):
        system_prompt = f"""你是一个专业的{language}程序员。
请按照以下要求回答编程问题:
1. 代码要清晰、可维护
2. 添加必要的注释
3. 遵循PEP 8规范
4. 如果需要导入库,请使用标准库或常用库"""
        messages = [{"role": "system", "content": system_prompt}, {"role": "user", "content": prompt}]
        return await self.adapter.chat(messages=messages, model=model)
