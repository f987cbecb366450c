"""A sign for each action, so that nobody needs the colour: strokes on a field of 24 by 24."""

from collections.abc import Mapping
from typing import Final

from schemas.vocabulary import Action

_EYE: Final = '<path d="M2.500 12Q6 5.500 12 5.500T21.500 12Q18 18.500 12 18.500T2.500 12z"/>'

SIGNS: Final[Mapping[Action, str]] = {
    # A balloon with words in it.
    Action.reageren: '<path d="M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5"/>',
    # The same balloon, empty and struck through.
    Action.niet_reageren: '<path d="M4 5h16v11h-8l-5 4v-4H4zM4 21 20 2"/>',
    # An eye.
    Action.volgen: f'{_EYE}<circle cx="12" cy="12" r="2.750"/>',
    # A signpost.
    Action.doorverwijzen: '<path d="M8 22V2M8 5h9l4 3.500-4 3.500H8M5 22h6"/>',
    # The eye, struck through.
    Action.verbergen: f'{_EYE}<path d="M4 21 20 3"/>',
    # A flag that is waved.
    Action.escaleren: '<path d="M6 22V3M6 4h13l-3.500 4.500L19 13H6"/>',
}
