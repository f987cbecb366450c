"""`stadsgesprek rules`: the reactieschema, for who reads, edits, tests and replays it. A line here is a command."""

from stadsgesprek.cli.lazy import group

app = group(
    {
        "check": "stadsgesprek.cli.rules.check:check",
        "test": "stadsgesprek.cli.rules.test:test",
        "show": "stadsgesprek.cli.rules.show:show",
        "diff": "stadsgesprek.cli.rules.diff:diff",
        "replay": "stadsgesprek.cli.rules.replay:replay",
        "put": "stadsgesprek.cli.rules.put:put",
        "log": "stadsgesprek.cli.rules.log:log",
        "export": "stadsgesprek.cli.rules.dmn:export",
        "import": "stadsgesprek.cli.rules.dmn:import_",
    },
    help="The reactieschema: check, test, show, replay and compare it, and put it in force.",
)
