"""What is wrong with a request, as `application/problem+json` (RFC 9457), in Dutch and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from pydantic import ValidationError
from starlette.responses import JSONResponse

from streams.listeners.counter.language import Language
from streams.listeners.counter.texts import FIELD_PROBLEMS, PROBLEMS


@dataclass(frozen=True)
class Wrong:
    """One field that cannot stay as it is; `about` is a key of texts.FIELD_PROBLEMS, `values` fill its text in."""

    field: str
    about: str
    values: Mapping[str, object] = dataclass_field(default_factory=dict)

    def said(self, language: Language) -> str:
        """What is wrong and what to do; never the value that was sent."""
        return FIELD_PROBLEMS[self.about][language].format(**self.values)


class ProblemError(Exception):
    """A request that is refused; `about` is a key of texts.PROBLEMS."""

    def __init__(
        self,
        status: int,
        about: str,
        *,
        wrong: tuple[Wrong, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(about)
        self.status, self.about, self.wrong, self.headers = status, about, wrong, dict(headers or {})

    def response(self, language: Language) -> JSONResponse:
        """The answer to a program."""
        text = PROBLEMS[self.about]
        content: dict[str, object] = {
            "type": f"urn:stadsgesprek:problem:{self.about}",
            "title": text.title[language],
            "status": self.status,
            "detail": text.detail[language],
        }
        if self.wrong:
            content["errors"] = [{"field": wrong.field, "detail": wrong.said(language)} for wrong in self.wrong]
        headers = {"Content-Language": language, "Vary": "Accept-Language", **self.headers}
        return JSONResponse(content, self.status, headers=headers, media_type="application/problem+json")


def wrong_fields(error: ValidationError) -> tuple[Wrong, ...]:
    """Each problem that pydantic found, without the values it found it in."""
    found = error.errors(include_url=False, include_input=False)
    return tuple(
        Wrong(
            field=".".join(map(str, each["loc"])) or "body",
            about=_ABOUT.get(each["type"], "invalid"),
            values=each.get("ctx", {}),
        )
        for each in found
    )


_ABOUT = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "string_type": "no_text",
    "string_unicode": "no_text",
    "timezone_aware": "no_offset",
    "datetime_from_date_parsing": "no_time",
    "datetime_parsing": "no_time",
    "datetime_type": "no_time",
    "datetime_object_invalid": "no_time",
    "int_type": "no_number",
    "int_parsing": "no_number",
    "int_from_float": "no_number",
    "int_parsing_size": "too_high",
    "greater_than_equal": "too_low",
    "less_than": "too_high",
    "uuid_parsing": "no_uuid",
    "uuid_type": "no_uuid",
    "model_type": "no_object",
    "value_error": "says_nothing",
}
