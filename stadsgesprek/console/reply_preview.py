"""What a reply template would say: a text filled in for a made-up message, in both tones, in public and in private."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from processors.city import City
from processors.faults import FaultsError
from processors.replies import DUTCH, Replies, RepliesSpec, Tone
from processors.replies_fields import Filling
from processors.replies_personal import PersonalDataError
from processors.tree_spec import OutcomeSpec
from stadsgesprek.console.i18n import Words

_SAMPLE: Final = "voorbeeld"
_RULING: Final = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Variant:
    """A reply as some people would get it: in these tones, and in public (True) or in private (False)."""

    kinds: tuple[tuple[Tone, bool], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What comes of a text: its variants, or what is wrong with it. `personal` fields keep it from being public."""

    variants: tuple[Variant, ...] = ()
    faults: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()


def preview(words: str, language: str, city: City, sample: Filling) -> Preview:
    """What a text would say, to whom; people who get the same are told together."""
    if not words.strip():
        return Preview()
    # Dutch is there whatever the template lacks, so that only this text is judged.
    texts = {DUTCH: "-", language: words}
    try:
        replies = Replies(RepliesSpec({_SAMPLE: texts}), (*city.languages, language))
    except FaultsError as error:
        return Preview(faults=tuple(f"{each.what}; {each.hint}" if each.hint else each.what for each in error.faults))
    found: dict[str, list[tuple[Tone, bool]]] = {}
    personal: dict[str, None] = {}
    for public in (True, False):
        for tone in Tone:
            try:
                said = replies.render(_SAMPLE, language=language, tone=tone, public=public, fields=sample).text
                found.setdefault(said, []).append((tone, public))
            except PersonalDataError as error:
                personal[error.field] = None
    return Preview(tuple(Variant(tuple(kinds), said) for said, kinds in found.items()), personal=tuple(personal))


def sample_of(city: City, used: Mapping[str, OutcomeSpec], now: datetime, words: Words) -> Filling:
    """A message to fill in: about a topic with a page, and of the first outcome that uses the template."""
    topic = next(iter(city.links), next(iter(city.responsible)))
    first = next(iter(used.values()), None)
    named = [each for each in first.departments if each in city.departments] if first is not None else []
    department = next(iter(named), city.responsible[topic])
    voice = (first.voice if first is not None else None) or next(iter(city.voices))
    local = now.astimezone(city.timezone)
    return Filling(
        stad=city.name,
        onderwerp=city.labels["topic"][topic],
        dienst=city.departments.get(department),
        afzender=city.voices.get(voice),
        termijn=local + timedelta(days=1),
        uitspraak=local + _RULING,
        link=city.links.get(topic),
        bericht=words("rules.reply.sample"),
    )
