"""A small pack for tests: Antwerp's lists and departments, three signals, a tree of four questions."""

import tempfile
from functools import cache
from pathlib import Path

from processors.city import City
from stadsgesprek.pack import builtin, load

TREE = """\
version: mini
clocks:
  nu: PT0S
  vier-uur: PT4H
tree:
  - id: gevaar
    vraag: Is er gevaar?
    waarom: Eerst het gevaar.
    als: {intent: noodgeval}
    ja: noodgeval
  - id: twijfel
    vraag: Twijfelen we?
    waarom: Dan kijkt een mens.
    als: {abstained: true}
    ja: nakijken
  - id: vraag
    vraag: Vraagt iemand iets?
    waarom: Een vraag krijgt antwoord.
    als: {intent: vraag}
    ja:
      - id: bad
        vraag: Gaat het over het zwembad?
        waarom: Om te tonen hoe een rijtje werkt.
        als: {signals: [water.*]}
        ja: vraag-zwembad
      - anders: vraag-aan-dienst
  - anders: stil
outcomes:
  noodgeval:
    label: {nl: Noodgeval, en: Emergency}
    action: escaleren
    clock: nu
    departments: [topic, communicatie]
    human: true
    reason: Er is gevaar.
  nakijken:
    label: {nl: Nakijken, en: Look}
    action: volgen
    departments: [communicatie]
    human: true
    reason: We zijn niet zeker.
  vraag-zwembad:
    label: {nl: Zwembadvraag, en: Pool question}
    action: reageren
    manner: openbaar
    voice: stad
    clock: vier-uur
    template: vraag
    departments: [topic]
    human: true
    reason: Een vraag krijgt antwoord.
  vraag-aan-dienst:
    label: {nl: Vraag, en: Question}
    action: reageren
    manner: openbaar
    clock: vier-uur
    departments: [topic]
    human: true
    reason: Een vraag krijgt antwoord.
  stil:
    label: {nl: Stil, en: Silence}
    action: niet-reageren
    reason: Er wordt niets gevraagd.
"""

SIGNALS = """\
signals:
  gevaar.brand: {topic: veiligheid, intent: noodgeval, phrases: [brand]}
  water.zwembad: {topic: zwembad, phrases: [zwembad]}
  rommel.zak: {topic: sluikstort, intent: melding, phrases: [vuilzak]}
"""

REPLIES = """\
vraag:
  nl: |-
    {Dank je|Dank u} voor {je|uw} vraag.
    Ten laatste {termijn} {hoor je|hoort u} van ons.
  en: |-
    Thank you for your question.
    We will come back to you by {termijn} at the latest.
"""

CASES = """\
gevallen: []
"""


def write_pack(folder: Path, **changed: str | bytes) -> Path:
    """The small pack in a folder; `city`, `reactieschema`, `antwoorden`, … replace the content of a file."""
    files: dict[str, str | bytes] = {
        "city": (builtin("antwerpen") / "city.yaml").read_bytes(),
        "reactieschema": TREE,
        "signals": SIGNALS,
        "antwoorden": REPLIES,
        "gevallen": CASES,
        **changed,
    }
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.yaml").write_bytes(data)
    return folder


@cache
def small_city() -> City:
    """The small pack as a city."""
    with tempfile.TemporaryDirectory() as folder:
        return load(write_pack(Path(folder)))


@cache
def antwerp() -> City:
    """Antwerp, as it is delivered."""
    return load(builtin("antwerpen"))
