"""The seed's three scenarios that call a service: reasoning, a picture of a practice, a review of code. The service is
an argument, since the seed's functions take it from nowhere."""

from model_selector import ModelSelector
from unified_ai_service import UnifiedAIService


async def reason(ai_service: UnifiedAIService, prompt: str):
    """场景1:根据任务选择模型。"""
    model = ModelSelector.select_for_task("reasoning")
    return await ai_service.chat(prompt, model=model)


async def analyze_practice_image(ai_service: UnifiedAIService, image_url: str):
    """场景2:处理带图片的功法指导。"""
    return await ai_service.multimodal(
        prompt="请描述这个图片中的功法姿势要领", images=[image_url], model="gemini"
    )


async def review_code(ai_service: UnifiedAIService, code: str):
    """场景3:代码审查。"""
    return await ai_service.code(prompt=f"请审查以下代码,指出问题和改进建议:\n\n{code}", model="claude")
