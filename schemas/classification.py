"""What a message is about, as the classifier understood it."""

from typing import Annotated

from pydantic import Field

from schemas.base import Frozen
from schemas.personal import PersonalData
from schemas.place import Place
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Classification(Frozen):
    """The closed lists of the taxonomy, applied to one message."""

    intent: Intent = Field(description="What the writer wants", examples=["vraag"])
    intent_confidence: Confidence = Field(description="0 to 1", examples=[0.91])
    topic: Topic = Field(description="The thing that must be dealt with", examples=["zwembad"])
    topic_confidence: Confidence = Field(description="0 to 1", examples=[0.88])
    topic2: Topic | None = Field(default=None, description="Set if another department must know as well")
    sentiment: Sentiment = Field(description="The tone toward the city", examples=["neutraal"])
    urgency: Urgency = Field(description="How soon somebody must act", examples=["normaal"])
    language: str = Field(pattern=r"^([a-z]{2}|und)$", description="ISO 639-1, or und", examples=["nl"])
    abstained: bool = Field(description="The classifier was not sure enough: a person looks", examples=[False])
    signals: tuple[str, ...] = Field(
        default=(), description="Ids of the signals found, sorted", examples=[["zwembad.voorziening"]]
    )
    raised_by: tuple[str, ...] = Field(
        default=(),
        max_length=20,
        description="What raised danger or abuse: ids of signals, and `model`; empty for any other intent",
        examples=[["gevaar.brand", "model"]],
    )
    places: tuple[Place, ...] = Field(default=(), max_length=10, description="Places in the text, in its order")
    personal: tuple[PersonalData, ...] = Field(
        default=(), description="Personal data in the text, in its order, without overlap"
    )
    model: str = Field(description="Which classifier, with the hash of its data", examples=["signals:9f1c2ab04d77"])
