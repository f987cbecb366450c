"""Short words that only one of the languages has: a few of them tell the language without a model.

Written as `processors.signals_words.words` gives them. A word that two of these languages share (is, de, met, die, man,
bus, on, …) is in neither, except a handful whose one use is far more common in a message to a Flemish city.
"""

from typing import Final

_WORDS: Final = {
    "nl": """
        het een van ik niet zijn dat er voor aan ook bij nog naar maar wordt worden heeft hebben kan kunnen moet moeten
        wij jullie onze ons mijn mij uw zij deze hoe waar wanneer waarom welke wat wie als om dan geen nu al wel veel
        meer zo hier daar over uit tot te op en ge gij zeg heb ben hebt bent zou zouden mag weer altijd iemand
        iets niets alles straat graag bedankt dank dag goeiemorgen goeiedag hallo jaar vandaag morgen gisteren nen ne
        da dees hem haar zich omdat want terwijl sinds tijdens tussen door zonder doet doen gaat gaan komt komen staat
        staan ligt liggen zit zitten weet weten vind vinden maak gemaakt goed mooi leuk proficiat gewoon terug
        """,
    "fr": """
        le les une est dans pour sur pas vous nous avec qui que quoi mais plus sont aux ce cette ces mon votre notre
        nos vos je tu il elle ils et ou ai avez avons etre fait faire depuis bonjour bonsoir merci toujours rien tres
        comment pourquoi quand quelle quel quels rue ville poubelle chez aussi encore sans jamais y suis sera peut
        """,
    "en": """
        the and you your are was were this that these with from have has not but can could would should what when where
        why who how there they their our my we i it its it s don t please thanks thank been will about just which any
        some hello street because does did
        """,
    "de": """
        ich nicht und der das ist ein eine einen wir sie mit auf fur von zu im sind wird auch aber noch bitte danke
        wann warum wo kann konnen haben hat sehr seit strasse unser unsere mein meine gibt es bei nach keine kein
        """,
    "es": """
        el los las una por para que con esta estan muy pero mas como donde cuando hay mi su sus nuestro gracias hola
        porque calle tiene tengo puede puedo desde hace lo del al yo es
        """,
    "tr": """
        bir ve bu icin ne nasil nerede zaman var yok degil cok mi mu ile ama benim bizim sizin lutfen tesekkurler
        merhaba sokak daha gibi kadar her
        """,
    "pl": """
        nie jest na sie ze do jak co to gdzie kiedy dlaczego czy dla przez ale tak jestem mam moj moja nasz prosze
        dziekuje dzien dobry ulica juz bardzo tylko od po przy
        """,
}


def _exclusive() -> dict[str, str]:
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for language, text in _WORDS.items():
        for word in set(text.split()):
            if owners.setdefault(word, language) != language:
                shared.add(word)
    return {word: language for word, language in owners.items() if word not in shared}


LANGUAGE_OF: Final = _exclusive()
"""Word to the one language that has it."""
