"""A small city whose rules can be edited, with cases that leave room for a change: Antwerp's lists, five questions."""

import tempfile
from functools import cache
from pathlib import Path

from stadsgesprek.pack import Pack, compiled, read_files
from tests.stadsgesprek.pack.packs import write_pack

TREE = """\
version: klein-1
# Voorwaarden met een naam.
fragments:
  groot-bereik: {followers: {">=": 10000}}   # wie leest mee
  druk: {any: [{fragment: groot-bereik}, {attachments: {">": 4}}]}
clocks:
  nu: PT0S
  vier-werkuren: {working_hours: 4}
tree:
  - id: gevaar
    vraag: Is er nu iemand in gevaar?
    waarom: Een mensenleven gaat voor alles.
    als: {any: [{intent: noodgeval}, {urgency: acuut}]}
    ja: noodgeval
  - id: bereik
    vraag: Lezen er veel mensen mee?
    waarom: Dan gaat het snel.
    als: {fragment: druk}
    ja:
      - id: bereik-twijfel
        vraag: Zijn we niet zeker?
        waarom: Dan kijkt een mens.
        als: {intent_confidence: {"<": 0.2}}
        ja: nakijken
      - anders: veel-lezers
  - id: kort
    vraag: Zijn het maar een paar woorden?
    waarom: Daar valt niets op te zeggen.
    als: {words: {"<=": 3}, not: {intent: misbruik}}
    ja: stil
  - anders: antwoorden
outcomes:
  noodgeval:
    label: {nl: Noodgeval, en: Emergency}
    action: escaleren
    clock: nu
    departments: [topic, communicatie]
    human: true
    reason: Er is gevaar, dus kijkt er nu een mens.
  veel-lezers:
    label: {nl: Veel lezers, en: Many readers}
    action: reageren
    manner: persoonlijk
    voice: stad
    clock: vier-werkuren
    template: bereik
    departments: [communicatie]
    human: true
    reason: Er lezen veel mensen mee.
  nakijken:
    label: {nl: Nakijken, en: Look}
    action: volgen
    departments: [communicatie]
    human: true
    reason: We zijn niet zeker.
  stil:
    label: {nl: Stil, en: Silence}
    action: niet-reageren
    reason: Er wordt niets gevraagd.
  antwoorden:
    label: {nl: Antwoorden, en: Answer}
    action: reageren
    manner: persoonlijk
    voice: stad
    clock: vier-werkuren
    template: vraag
    departments: [topic]
    human: true
    reason: Een vraag krijgt antwoord.
"""

REPLIES = """\
# De antwoorden.
vraag:
  nl: |
    {Dank je|Dank u} voor {je|uw} vraag over {onderwerp}.
    {openbaar}Ten laatste {termijn} {hoor je|hoort u} van ons.
    {persoonlijk}{afzender}
  en: |
    Thank you for your question.
    {persoonlijk}{afzender}
bereik:
  nl: |
    We kijken dit na.
"""

CASES = """\
gevallen:
  - {naam: Een brand, kenmerken: {intent: noodgeval, urgency: acuut}, uitkomst: noodgeval, bijna: antwoorden}
  - {naam: Twintigduizend lezers, kenmerken: {followers: 20000}, uitkomst: veel-lezers, bijna: nakijken}
  - {naam: Drieduizend lezers, kenmerken: {followers: 3000}, uitkomst: antwoorden, bijna: veel-lezers, pad: []}
  - {naam: Honderd lezers, kenmerken: {followers: 100}, uitkomst: antwoorden, bijna: veel-lezers}
  - naam: Veel lezers en veel twijfel
    kenmerken: {followers: 20000, intent_confidence: 0.1}
    uitkomst: nakijken
    bijna: stil
  - {naam: Eén woord, kenmerken: {words: 1}, uitkomst: stil, bijna: noodgeval}
"""


@cache
def first_pack() -> Pack:
    """The small city."""
    with tempfile.TemporaryDirectory() as folder:
        files = read_files(write_pack(Path(folder), reactieschema=TREE, antwoorden=REPLIES, gevallen=CASES))
    return compiled(files)
