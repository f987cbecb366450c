"""Fills in the forms of the editor, as a page of the console has them."""

from tests.stadsgesprek.console.pages import Console, Page

OUTCOME = "/regels/uitkomst/nakijken"


def hidden(page: Page, form: str) -> dict[str, str]:
    """The hidden fields of the form with this address."""
    return _inputs(page, f"form[action='{form}'] input[type=hidden]")


def threshold(console: Console, **numbers: str) -> Page:
    """Send the form of the thresholds with some numbers changed."""
    page = console.get("/regels/drempels")
    return console.post("/regels/drempels/bewaar", _inputs(page, ".thresholds input") | numbers)


def outcome(console: Console, path: str = OUTCOME, **fields: str) -> Page:
    """Send the form of an outcome with some fields changed; of the departments only the first is sent.

    A box that is not ticked is not sent: human="" leaves it out.
    """
    page = console.get(path)
    sent = _inputs(page, ".edit input")
    sent |= {node.attributes["name"] or "": node.text().strip() for node in page.html.css(".edit textarea")}
    for select in page.html.css(".edit select"):
        chosen = select.css_first("option[selected]")
        sent.setdefault(select.attributes["name"] or "", "" if chosen is None else chosen.attributes["value"] or "")
    if not page.has("input[name=human][checked]"):
        del sent["human"]
    sent |= fields
    return console.post(f"{path}/bewaar", {name: value for name, value in sent.items() if value or name != "human"})


def step(console: Console, name: str, **fields: str) -> Page:
    """Send the form of a step of the draft."""
    return console.post(f"/regels/{name}", hidden(console.get("/regels"), f"/regels/{name}") | fields)


def put(console: Console, **fields: str) -> Page:
    """Put the draft in force."""
    return step(console, "inwerking", **({"door": "Webteam", "nota": "", "wanneer": "nu", "moment": ""} | fields))


def _inputs(page: Page, selector: str) -> dict[str, str]:
    return dict(zip(page.attributes(selector, "name"), page.attributes(selector, "value"), strict=True))
