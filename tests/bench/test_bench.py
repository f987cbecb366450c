"""The bench measures what it says, and prints it as one table."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bench import index, kafka, process, replay, rules
from bench.corpus import corpus, envelopes
from bench.errors import BenchError
from bench.figures import Figure, Row, Share, Target
from bench.table import table
from bench.watch import rate
from deploy.engines import ElasticsearchServer, KafkaServer
from schemas.vocabulary import Operation
from stadsgesprek.pack import builtin, load

ROOT = Path(__file__).resolve().parents[2]


def cells(text: str) -> list[list[str]]:
    """The rows of a Markdown table below its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def silent(_: str) -> None:
    """No progress."""


def test_the_corpus_is_the_day_over_and_over_with_ids_of_its_own() -> None:
    messages = corpus(1_500)
    assert len({message.id for message in messages}) == 1_500
    assert {message.operation for message in messages} == {Operation.created}
    day = len({message.content for message in messages})
    assert day < 500
    again = {(message.content, message.published) for message in messages}
    assert len(again) < 500
    of_copy = {message.id: position for position, message in enumerate(messages)}
    for position, message in enumerate(messages):
        if message.parent in of_copy:
            assert of_copy[message.parent] < position, "an answer comes after what it answers, in the same copy"


def test_the_bench_prints_one_table_of_the_parts_that_were_asked_for() -> None:
    command = [sys.executable, "-m", "bench", "--quick", "process", "embedded"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr

    rows = cells(done.stdout)
    assert [row[0] for row in rows] == ["process"] * 4 + ["embedded"] * 2
    rates = [row for row in rows if row[2].endswith(" messages/s")]
    assert len(rates) == 2
    for row in rates:
        middle, low, high = (int(number.replace(",", "")) for number in re.findall(r"[\d,]+", f"{row[2]} {row[3]}"))
        assert 0 < low <= middle <= high
        assert re.search(r": (not )?reached$", row[5])
    assert [row[1] for row in rows[1:4]] == ["of which clean", "of which classify", "of which decide and route"]
    assert all(re.fullmatch(r"\d+%", row[2]) for row in rows[1:4])

    assert "`python -m bench --quick process embedded`" in done.stdout
    assert f"Python {sys.version.split()[0]}" in done.stdout
    assert socket.gethostname() not in done.stdout
    assert str(ROOT) not in done.stdout
    assert "embedded, run 3 of 3" in done.stderr


def test_the_stages_of_each_run_make_up_the_whole() -> None:
    _, *stages = process.measure(corpus(600), load(builtin("antwerpen")), say=silent, runs=2)
    assert len(stages) == 3
    for of_run in zip(*(stage.values for stage in stages), strict=True):
        assert sum(of_run) == pytest.approx(1.0)
        assert min(of_run) > 0


def test_other_engines_decide_the_same_and_a_question_costs_the_same_in_any_tree() -> None:
    rows = rules.measure(corpus(450), load(builtin("antwerpen")), say=silent, runs=1)  # compares before it measures
    figures = {row.name: row for row in rows if isinstance(row, Figure)}
    ours, *others = (figures[name] for name in figures if not re.match(r"[\d,]+ questions", name))
    assert len(others) == 3  # two engines, and ours when nothing comes back
    assert all(other.beside is ours and other.median > 0 for other in others)
    asked = [float(name.split(", ")[1].split()[0]) for name in figures if re.match(r"[\d,]+ questions", name)]
    assert len(asked) == 3
    assert 3 < asked[0] < asked[1] < asked[2] < 15  # by depth: a hundred times the questions, a few more asked


def test_an_engine_that_decides_something_else_is_no_baseline() -> None:
    city = load(builtin("antwerpen"))
    with pytest.raises(BenchError, match="wrong decides elsewhere where the tree decides"):
        rules.same("wrong", lambda _row: "elsewhere", city, rules.feature_rows(corpus(1), city))


def test_a_part_that_is_none_is_refused() -> None:
    command = [sys.executable, "-m", "bench", "fast"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "process, embedded, kafka, index" in done.stderr


def test_every_program_on_kafka_is_measured(clean_kafka: KafkaServer, tmp_path: Path) -> None:
    departments = sorted(load(builtin("antwerpen")).departments)
    rows = kafka.measure(clean_kafka.bootstrap, envelopes(corpus(1_000)), departments, tmp_path, say=silent, runs=1)
    assert [row.name for row in rows] == [each.name for each in kafka.contenders(clean_kafka.bootstrap)]
    assert all(row.values[0] > 0 for row in rows)
    assert "of bare Faust, consuming only" in table(rows)


def test_the_index_worker_is_measured_beside_raw_bulk(
    clean_kafka: KafkaServer, clean_elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    city = load(builtin("antwerpen"))
    urls = clean_kafka.bootstrap, clean_elasticsearch.url
    rows = index.measure(*urls, corpus(1_200), city, tmp_path, say=silent, runs=1)
    assert [row.name for row in rows] == ["raw _bulk, 500 documents a request", "index worker"]
    assert all(row.values[0] > 0 for row in rows)


def test_other_rules_are_tried_on_both_stores_beside_a_scan(
    clean_elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    city = load(builtin("antwerpen"))
    rows = replay.measure(clean_elasticsearch.url, corpus(1_100), city, city, tmp_path, say=silent, runs=1)
    assert [row.name for row in rows] == [
        f"{store}: {what}"
        for store in ("SQLite", "Elasticsearch")
        for what in ("other rules on 1,100 stored messages", "scan, nothing decoded")
    ]
    assert all(row.values[0] > 0 for row in rows)


def test_a_figure_is_the_median_beside_its_spread_its_ratio_and_its_target() -> None:
    beside = Figure("Kafka", "bare", "messages/s", [10_000, 30_000, 20_000])
    target = Target(0.6, "above 60 %")
    rows: list[Row] = [
        beside,
        Figure("Kafka", "ours", "messages/s", [9_000, 13_000, 11_000], beside, target),
        Figure("Kafka", "slow", "messages/s", [9_000], beside, Target(0.6, "above 60 %")),
        Figure("process", "alone", "messages/s", [20_001], target=Target(20_000, "above 20,000/s")),
        Share("process", "of which clean", [0.101, 0.2, 0.15]),
    ]
    assert cells(table(rows)) == [
        ["Kafka", "bare", "20,000 messages/s", "10,000–30,000", "", ""],
        ["Kafka", "ours", "11,000 messages/s", "9,000–13,000", "0.55 of bare", "above 60 %: not reached"],
        ["Kafka", "slow", "9,000 messages/s", "9,000–9,000", "0.45 of bare", "above 60 %: not reached"],
        ["process", "alone", "20,001 messages/s", "20,001–20,001", "", "above 20,000/s: reached"],
        ["process", "of which clean", "15%", "10%–20%", "", ""],
    ]


def test_a_measurement_that_cannot_be_right_gives_no_figure() -> None:
    with pytest.raises(BenchError, match="11 were done instead of 10"):
        rate(iter([0, 5, 11]).__next__, 10, lambda: True)
    with pytest.raises(BenchError, match="ended after 5 of 10"):
        rate(iter([0, 5]).__next__, 10, iter([True, False]).__next__)


def test_what_was_done_at_the_first_look_is_not_counted() -> None:
    moments = iter([99.0, 100.0, 101.0, 102.0, 104.0])
    assert rate(iter([0, 40, 60, 100]).__next__, 100, lambda: True, clock=lambda: next(moments)) == 60 / 3
