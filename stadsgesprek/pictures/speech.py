"""The words of a picture: those of the console, in one language, for one city."""

from processors.city import City
from stadsgesprek.console.format import Format
from stadsgesprek.console.i18n import Language, words
from stadsgesprek.console.labels import Labels
from stadsgesprek.console.site import Speech


def speech_of(city: City, language: Language) -> Speech:
    """Words, formats and labels for a picture that is not part of a page."""
    catalogue = words(language)
    return Speech(catalogue, Format(catalogue, city.timezone), Labels(city, catalogue))
