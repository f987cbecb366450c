"""The draft keeps changes until they are put in force or let go, and never loses somebody else's."""

import threading
from pathlib import Path

import pytest

from stadsgesprek.draft import Draft, DraftError, DraftMovedError
from stadsgesprek.pack import Pack, compiled, read_files
from stadsgesprek.pack.edit import EditError
from tests.stadsgesprek.pack.packs import SIGNALS, write_pack

TREE = "reactieschema.yaml"
REASON = ("outcomes", "stil", "reason")


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return compiled(read_files(write_pack(tmp_path / "pack")))


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(tmp_path / "data" / "draft.json")


def test_a_draft_begins_with_the_first_change_and_outlives_its_process(
    draft: Draft, pack: Pack, tmp_path: Path
) -> None:
    assert draft.read() is None
    after = draft.change(pack, pack.hash, TREE, {REASON: "Niemand vraagt iets."})
    assert after.base == pack.hash
    assert after.hash != pack.hash
    assert "reason: Niemand vraagt iets.\n" in after.files[TREE].decode()
    assert {name for name in after.files if after.files[name] != pack.files[name]} == {TREE}
    assert Draft(tmp_path / "data" / "draft.json").read() == after


def test_the_next_change_goes_on_from_the_draft_also_when_other_rules_are_in_force_by_then(
    draft: Draft, pack: Pack, tmp_path: Path
) -> None:
    first = draft.change(pack, pack.hash, TREE, {REASON: "Niemand vraagt iets."})
    signals = SIGNALS.replace("vuilzak", "vuilniszak")
    other = compiled(read_files(write_pack(tmp_path / "other", signals=signals)))
    second = draft.change(other, first.hash, TREE, {("version",): "mini-2"})
    assert second.base == pack.hash
    assert "Niemand vraagt iets." in second.files[TREE].decode()
    assert second.files["signals.yaml"] == pack.files["signals.yaml"]


def test_a_page_that_is_behind_changes_nothing(draft: Draft, pack: Pack) -> None:
    first = draft.change(pack, pack.hash, TREE, {REASON: "Niemand vraagt iets."})
    with pytest.raises(DraftMovedError):
        draft.change(pack, pack.hash, TREE, {REASON: "Iets anders."})
    assert draft.read() == first


def test_of_many_at_once_one_wins(draft: Draft, pack: Pack) -> None:
    taken: list[int] = []

    def attempt(number: int) -> None:
        try:
            draft.change(pack, pack.hash, TREE, {REASON: f"Reden {number}."})
            taken.append(number)
        except DraftMovedError:
            pass

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (number,) = taken
    drafted = draft.read()
    assert drafted is not None
    assert f"Reden {number}." in drafted.files[TREE].decode()


def test_what_cannot_be_changed_leaves_the_draft_as_it_was(draft: Draft, pack: Pack) -> None:
    with pytest.raises(EditError):
        draft.change(pack, pack.hash, TREE, {("outcomes", "nergens", "reason"): "x"})
    assert draft.read() is None


def test_letting_go_of_a_draft(draft: Draft, pack: Pack) -> None:
    draft.discard()
    draft.change(pack, pack.hash, TREE, {REASON: "Niemand vraagt iets."})
    draft.discard()
    assert draft.read() is None


@pytest.mark.parametrize("content", [b"", b"[]", b'{"base": "x"}', b'{"base": "x", "files": {"a": 1}}', b"\xff"])
def test_a_file_that_is_no_draft_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(content)
    with pytest.raises(DraftError, match=r"draft\.json: is no draft; delete it"):
        Draft(file).read()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(DraftError, match="cannot be"):
        Draft(tmp_path / "data" / "draft.json").change(pack, pack.hash, TREE, {REASON: "x y z"})


def test_a_draft_can_begin_with_other_files_but_never_takes_the_place_of_another(draft: Draft, pack: Pack) -> None:
    draft.begin("aaaaaaaaaaaa", pack.files)
    begun = draft.read()
    assert begun is not None
    assert (begun.base, begun.hash) == ("aaaaaaaaaaaa", pack.hash)
    with pytest.raises(DraftMovedError):
        draft.begin("bbbbbbbbbbbb", {})
    assert draft.read() == begun


def test_only_the_draft_that_was_seen_is_let_go(draft: Draft, pack: Pack) -> None:
    first = draft.change(pack, pack.hash, TREE, {REASON: "Niemand vraagt iets."})
    with pytest.raises(DraftMovedError):
        draft.discard(pack.hash)
    assert draft.read() == first
    draft.discard(first.hash)
    assert draft.read() is None
    draft.discard(first.hash)  # once more changes nothing
