"""What pydantic found wrong, a line for each problem, without the values it found it in."""

from pydantic import ValidationError


def reasons(error: ValidationError) -> list[str]:
    """`field: what is wrong`, in the order in which it was found."""
    found = []
    for each in error.errors(include_url=False, include_input=False):
        place = ".".join(map(str, each["loc"]))
        message = each["msg"].removeprefix("Value error, ")
        found.append(f"{place}: {message}" if place else message)
    return found
