"""Settings come from the environment and one file, all problems at once; secrets from the environment alone."""

from pathlib import Path

import pytest

from stadsgesprek.settings import SettingsError, described, load, variable

ROOT = Path(__file__).resolve().parents[2]
_SECRET = "een-heel-geheim-wachtwoord-van-niemand"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_everything_runs_embedded() -> None:
    settings = load()
    assert not settings.distributed
    assert (settings.console.host, settings.console.port) == ("127.0.0.1", 8000)


def test_the_environment_wins_from_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "stadsgesprek.toml").write_text(
        '[console]\nport = 9000\nhost = "127.0.0.2"\n'
        '[[feeds]]\nchannel = "blog"\naccount = "blog"\nurl = "https://blog.example.org/feed"\n'
    )
    monkeypatch.setenv("STADSGESPREK_CONSOLE__PORT", "9001")
    settings = load()
    assert (settings.console.host, settings.console.port) == ("127.0.0.2", 9001)
    assert settings.feeds[0].every == 60


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STADSGESPREK_PSEUDONYM_KEY", _SECRET)
    monkeypatch.setenv("STADSGESPREK_ELASTICSEARCH__PASSWORD", _SECRET)
    settings = load()
    assert _SECRET not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_secret_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stadsgesprek.toml").write_text(f'[kafka]\npassword = "{_SECRET}"\n')
    with pytest.raises(SettingsError, match=r"kafka\.password is a secret.*STADSGESPREK_KAFKA__PASSWORD") as caught:
        load()
    assert _SECRET not in str(caught.value)


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "stadsgesprek.toml").write_text("[console]\npoort = 9000\n[kafka]\nreplication = 0\n")
    monkeypatch.setenv("STADSGESPREK_CONSOLE__PORT", "honderd")
    monkeypatch.setenv("STADSGESPREK_CONSOL__PORT", "9001")
    with pytest.raises(SettingsError) as caught:
        load()
    problems = str(caught.value).splitlines()
    assert len(problems) == 4
    for part in ("console.poort", "console.port: input should be a valid integer", "kafka.replication"):
        assert any(problem.startswith(part) for problem in problems), part
    assert "STADSGESPREK_CONSOL__PORT: is not a setting" in problems[0]


@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({"STADSGESPREK_COUNTER__HOST": "0.0.0.0"}, "counter.token: is needed"),  # noqa: S104
        ({"STADSGESPREK_KAFKA__BOOTSTRAP": "127.0.0.1:9092"}, "set both to run distributed"),
        ({"STADSGESPREK_FEEDS": "geen json"}, "feeds"),
        ({"STADSGESPREK_CONFIG": "nergens.toml"}, "nergens.toml: cannot be read"),
        ({"STADSGESPREK_PSEUDONYM_KEY": "kort"}, "pseudonym_key"),
    ],
)
def test_what_cannot_work_is_refused(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], problem: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=problem):
        load()


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "stadsgesprek.toml").write_text("[console\n")
    with pytest.raises(SettingsError, match=r"stadsgesprek\.toml: is not TOML: .*line 1"):
        load()


def test_each_setting_is_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for path, field in described():
        assert field.description, path
        assert f"`{path}`" in page, path
        assert field.description in page, path
        assert "[]" in path or f"`{variable(path)}`" in page, path
