"""Every record store shows the same conversation around a record."""

from processors.fold import fold
from schemas.record import Record
from schemas.result import Result
from tests.contract.data import act, deleted, ids, result
from tests.contract.stores import Stores


def record(said: Result) -> Record:
    """The record of that message."""
    return fold(None, [said])


def test_a_record_alone(stores: Stores) -> None:
    alone = result()
    assert stores.filled([alone, result()]).thread(record(alone)) == (record(alone),)


def test_ancestors_and_answers_but_not_the_talk_beside_it(stores: Stores) -> None:
    post = result("Het zwembad gaat open", minute=0)
    beside = result("Leuk!", minute=1, answers=post)
    below_beside = result("Vind ik ook", minute=2, answers=beside)
    question = result("Tot hoe laat?", minute=3, answers=post)
    answer = result("Tot 20 uur", minute=4, answers=question)
    other_answer = result("Tot acht uur", minute=5, answers=question)
    thanks = result("Dank u!", minute=6, answers=answer)
    store = stores.filled([thanks, answer, post, beside, below_beside, other_answer, question])
    whole = store.thread(record(question))
    assert [each.id for each in whole] == ids(post, question, answer, other_answer, thanks)
    assert [each.id for each in store.thread(record(thanks))] == ids(post, question, answer, thanks)
    assert [each.id for each in store.thread(record(beside))] == ids(post, beside, below_beside)
    assert len(store.thread(record(post))) == 7


def test_an_ancestor_that_never_came_ends_the_thread(stores: Stores) -> None:
    missing = result(minute=0)
    waiting = result(minute=1, answers=missing)
    below = result(minute=2, answers=waiting)
    # Of `missing` there is only feedback: it is not among the answers.
    store = stores.filled([below, waiting, act(missing, reply="Ja!")])
    assert [each.id for each in store.thread(record(below))] == ids(waiting, below)


def test_a_deleted_message_keeps_its_place(stores: Stores) -> None:
    post = result(minute=0)
    gone = result(minute=1, answers=post)
    answer = result(minute=2, answers=gone)
    store = stores.filled([post, gone, deleted(gone), answer])
    assert [each.id for each in store.thread(record(answer))] == ids(post, gone, answer)


def test_messages_that_answer_each_other_in_a_circle(stores: Stores) -> None:
    first = result(native_id="circle-1", minute=1, answers=result(native_id="circle-2"))
    second = result(native_id="circle-2", minute=2, answers=first)
    own = result(native_id="own", minute=3, answers=result(native_id="own"))
    store = stores.filled([first, second, own])
    assert [each.id for each in store.thread(record(second))] == ids(first, second)
    assert [each.id for each in store.thread(record(own))] == ids(own)


def test_a_busy_thread_shows_a_hundred_with_the_record_in_it(stores: Stores) -> None:
    post = result(minute=0)
    question = result(minute=500, answers=post)
    answers = [result(minute=501 + number, answers=question) for number in range(120)]
    store = stores.filled([post, question, *answers])
    assert [each.id for each in store.thread(record(question))] == ids(post, question, *answers[:98])
    assert [each.id for each in store.thread(record(answers[-1]))] == ids(post, question, answers[-1])


def test_a_long_way_up_and_down(stores: Stores) -> None:
    chain = [result(minute=0)]
    for minute in range(1, 12):
        chain.append(result(minute=minute, answers=chain[-1]))
    store = stores.filled(chain)
    assert [each.id for each in store.thread(record(chain[5]))] == ids(*chain)
