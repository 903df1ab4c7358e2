"""Messages to and from name servers."""

import pytest
from twisted.names import dns

from scrapers.finding.name_messages import AAAA, A, NameAnswer, read_answer, write_question


def answer_to(question: bytes, *records: dns.RRHeader, code: int = 0, trunc: bool = False) -> bytes:
    message = dns.Message()
    message.fromStr(question)
    message.answer, message.rCode, message.trunc = 1, code, int(trunc)
    message.answers = list(records)
    return bytes(message.toStr())


def address(name: str, text: str) -> dns.RRHeader:
    kind, record = (dns.AAAA, dns.Record_AAAA(text)) if ":" in text else (dns.A, dns.Record_A(text))
    return dns.RRHeader(name, kind, payload=record)


@pytest.mark.parametrize(("kind", "known"), [(A, dns.A), (AAAA, dns.AAAA)])
def test_a_question_is_read_as_what_was_asked(kind: int, known: int) -> None:
    message = dns.Message()
    message.fromStr(write_question(4711, "www.mazuko.co.ke", kind))
    query = message.queries[0]
    assert (message.id, message.recDes, bytes(query.name.name), query.type, query.cls) == (4711, 1, b"www.mazuko.co.ke", known, dns.IN)


def test_addresses_of_both_kinds_are_read_behind_other_names() -> None:
    question = write_question(7, "mazuko.co.ke", A)
    other = dns.RRHeader("mazuko.co.ke", dns.CNAME, payload=dns.Record_CNAME("shop.example.net"))
    message = answer_to(question, other, address("shop.example.net", "93.184.216.34"), address("shop.example.net", "2001:db8::7"))
    assert read_answer(message, question) == NameAnswer(0, False, ("93.184.216.34", "2001:db8::7"))


def test_codes_and_messages_that_were_cut_off_are_told() -> None:
    question = write_question(7, "mazuko.co.ke", A)
    assert read_answer(answer_to(question, code=3), question) == NameAnswer(3, False, ())
    assert read_answer(answer_to(question, trunc=True), question) == NameAnswer(0, True, ())


def test_the_letters_of_a_name_may_come_back_in_any_case() -> None:
    question = write_question(7, "mazuko.co.ke", A)
    assert read_answer(answer_to(write_question(7, "MAZUKO.co.KE", A)), question) == NameAnswer(0, False, ())


@pytest.mark.parametrize(
    "other",
    [write_question(8, "mazuko.co.ke", A), write_question(7, "mazuka.co.ke", A), write_question(7, "mazuko.co.ke", AAAA)],
)
def test_an_answer_to_another_question_is_none(other: bytes) -> None:
    assert read_answer(answer_to(other, address("mazuko.co.ke", "93.184.216.34")), write_question(7, "mazuko.co.ke", A)) is None


def test_a_question_sent_back_is_no_answer() -> None:
    question = write_question(7, "mazuko.co.ke", A)
    assert read_answer(question, question) is None


def test_a_message_that_breaks_off_anywhere_is_none() -> None:
    question = write_question(7, "mazuko.co.ke", A)
    whole = answer_to(question, address("mazuko.co.ke", "93.184.216.34"))
    assert read_answer(whole, question) is not None
    assert [read_answer(whole[:length], question) for length in range(len(whole))] == [None] * len(whole)
