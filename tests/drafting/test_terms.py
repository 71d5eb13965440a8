"""本单位词库: who keeps which words, and what follows from them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from drafting.lexicon import wordlist
from drafting.models import Term, WordKind
from tests.people import Bureau


def words(client: Client) -> dict[str, list[str]]:
    """The words on the page, own ones and those from above."""
    context = client.get(reverse("terms")).context
    return {
        "own": [term.word for term in context["page"].object_list],
        "above": [term.word for term in context["from_above"]],
    }


@pytest.fixture
def kept(bureau: Bureau) -> None:
    """One word of each organisation."""
    wordlist.keep(bureau.committee, word="红色引擎", by=bureau.reviewer)
    wordlist.keep(bureau.branch, word="青山先锋", by=bureau.secretary)
    wordlist.keep(bureau.sister, word="红心护田", by=bureau.sister_secretary)
    wordlist.keep(bureau.other_branch, word="清水先锋", by=bureau.other_secretary)


@pytest.mark.parametrize(
    ("person", "own", "above"),
    [
        ("secretary", ["青山先锋"], ["红色引擎"]),
        ("reviewer", ["红色引擎", "青山先锋", "红心护田"], []),
        ("administrator", ["红色引擎", "青山先锋", "红心护田"], []),
        ("other_reviewer", ["清水先锋"], []),
    ],
)
@pytest.mark.usefixtures("kept")
def test_everybody_sees_the_words_that_concern_them(
    person: str, own: list[str], above: list[str], client: Client, bureau: Bureau
) -> None:
    client.force_login(getattr(bureau, person))
    assert words(client) == {"own": own, "above": above}


def test_a_forbidden_word_is_added_with_what_to_write(client: Client, bureau: Bureau) -> None:
    client.force_login(bureau.administrator)
    data = {
        "word": " 抓手 ",
        "kind": "forbidden",
        "replacement": "办法",
        "reason": "局里统一要求",
        "organization": bureau.branch.pk,
    }
    answer = client.post(reverse("terms"), data, follow=True)
    assert "“抓手”已加入词库。" in answer.content.decode()
    term = Term.objects.get()
    assert (term.word, term.kind, term.replacement, term.by) == (
        "抓手",
        WordKind.FORBIDDEN,
        "办法",
        bureau.administrator,
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("word", "", "请填写词语。"),
        ("word", "青山先锋", "词库中已有这个词。"),
        ("organization", "other", "选择一个有效的选项"),
    ],
)
@pytest.mark.usefixtures("kept")
def test_what_cannot_be_kept_is_refused_with_words(
    field: str, value: str, message: str, client: Client, bureau: Bureau
) -> None:
    client.force_login(bureau.secretary)
    data = {"word": "新词", "kind": "right", "organization": str(bureau.branch.pk)}
    data[field] = str(bureau.other_branch.pk) if value == "other" else value
    answer = client.post(reverse("terms"), data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Term.objects.count() == 4


@pytest.mark.parametrize(
    ("kind", "then"), [("right", "体检会重新提示。"), ("forbidden", "体检不再提示。")]
)
def test_a_word_is_taken_out_again(
    kept: None, client: Client, bureau: Bureau, kind: str, then: str
) -> None:
    client.force_login(bureau.secretary)
    Term.objects.filter(word="青山先锋").update(kind=kind)
    address = reverse("term_remove", args=[Term.objects.get(word="青山先锋").pk])
    assert f"已移出词库，{then}" in client.post(address, follow=True).content.decode()
    assert not Term.objects.filter(word="青山先锋").exists()
    above = reverse("term_remove", args=[Term.objects.get(word="红色引擎").pk])
    assert client.post(above).status_code == 404


def test_a_word_said_again_takes_the_place_of_the_first(kept: None, bureau: Bureau) -> None:
    wordlist.keep(bureau.branch, word="青山先锋", by=bureau.reviewer, kind=WordKind.FORBIDDEN)
    term = Term.objects.get(organization=bureau.branch)
    assert (term.kind, term.by) == (WordKind.FORBIDDEN, bureau.reviewer)


def test_nobody_keeps_words_of_others(kept: None, bureau: Bureau) -> None:
    with pytest.raises(PermissionDenied, match="只能维护自己所在党组织的词库"):
        wordlist.keep(bureau.committee, word="新词", by=bureau.secretary)
    with pytest.raises(PermissionDenied):
        wordlist.remove(Term.objects.get(word="清水先锋"), by=bureau.administrator)
    assert Term.objects.count() == 4
