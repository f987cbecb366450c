"""The real engines by hand: python -m deploy.engines up | status | down | fetch."""

import argparse
import sys

from deploy.engines.distributions import fetch_elasticsearch, fetch_kafka
from deploy.engines.errors import EngineError
from deploy.engines.up import down, running, up

_HELP = """\
Real Kafka and Elasticsearch on this machine, without containers (needs Maven, Java 17+ and a JDK 21+).

  up      start both and print their addresses; Ctrl-C ends them, the data stays
  status  print the addresses of the engines that are up: export $(python -m deploy.engines status)
  down    end engines that were started in another terminal
  fetch   only download them

They live in .engines/ at the project root, or in the folder that STADSGESPREK_ENGINES names."""


def main() -> int:
    """Run one command: 0 well, 1 the engines are down (status, down), 2 it could not be done."""
    parser = argparse.ArgumentParser(
        "python -m deploy.engines", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["up", "status", "down", "fetch"])
    command = parser.parse_args().command
    try:
        if command == "up":
            up()
        elif command == "fetch":
            print(fetch_kafka(), fetch_elasticsearch(), sep="\n")
        elif command == "status":
            return _status()
        elif not down():
            return _say_down()
    except EngineError as error:
        print(f"engines: {error}", file=sys.stderr)
        return 2
    return 0


def _status() -> int:
    found = running()
    if found is None:
        return _say_down()
    if not found.lines:
        print("The engines are starting.", file=sys.stderr)
        return 1
    print("\n".join(found.lines))
    return 0


def _say_down() -> int:
    print("The engines are down.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
