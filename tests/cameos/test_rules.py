"""The one decision about a likeness, as properties that hold for every permission and every request."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cameos.rules import Allowed, Asks, Refused, Terms, UseRequest, decide
from policy.reasons import Category

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
AUDIENCES = ("ME", "APPROVED", "MUTUALS", "EVERYONE")  # strict to open
ASKINGS = ("BEFORE_RENDER", "BEFORE_PUBLISH", "FREELY")  # strict to open

moments = st.one_of(st.none(), st.integers(-1000, 1000).map(lambda hours: NOON + timedelta(hours=hours)))
categories = st.frozensets(st.sampled_from(list(Category)))
TOKENS = ("beer", "dog", "=trumpet", "@tom", "POLITICS")
tokens = st.frozensets(st.sampled_from(TOKENS))
own_words = tokens.map(lambda found: {one: f"no {one.strip('=@')}" for one in found})
terms = st.builds(
    Terms,
    handle=st.just("ben"),
    name=st.just("Ben"),
    audience=st.sampled_from(AUDIENCES),
    asking=st.sampled_from(ASKINGS),
    categories_off=categories,
    rules=own_words,
    is_unclear=st.booleans(),
    asks_when_unsure=st.booleans(),
    until=moments,
    uses_a_day=st.one_of(st.none(), st.integers(1, 5)),
)
requests = st.builds(
    UseRequest,
    at=st.just(NOON),
    is_owner=st.booleans(),
    is_approved=st.booleans(),
    is_mutual=st.booleans(),
    is_blocked=st.booleans(),
    categories=categories,
    touches=tokens,
    uses_today=st.integers(0, 6),
)


def freedom(decision) -> int:
    """How much a decision lets happen: nothing, after a question before the render, before publishing, at once."""
    if isinstance(decision, Refused):
        return 0
    if isinstance(decision, Asks):
        return 1 + ASKINGS.index(decision.stage)
    return 3


def codes(decision) -> list[str]:
    return [one.reason.code for one in decision.refusals] if isinstance(decision, Refused) else []


@given(terms, requests, st.data())
def test_stricter_terms_never_allow_more(open_terms, request, data):
    def at_most(values, value):
        return data.draw(st.sampled_from(values[: values.index(value) + 1]))

    stricter = replace(
        open_terms,
        audience=at_most(AUDIENCES, open_terms.audience),
        asking=at_most(ASKINGS, open_terms.asking),
        categories_off=open_terms.categories_off | data.draw(categories),
        rules={**open_terms.rules, **data.draw(own_words)},
        is_unclear=open_terms.is_unclear or data.draw(st.booleans()),
        asks_when_unsure=open_terms.asks_when_unsure or data.draw(st.booleans()),
        until=min(filter(None, (open_terms.until, data.draw(moments))), default=None),
        uses_a_day=min(filter(None, (open_terms.uses_a_day, data.draw(st.integers(1, 5)))), default=None),
    )
    assert freedom(decide(stricter, request)) <= freedom(decide(open_terms, request))


@given(terms, requests)
def test_an_owner_is_never_refused_by_their_own_terms(permission, request):
    assert decide(permission, replace(request, is_owner=True)) == Allowed()


@given(terms, requests)
def test_a_blocked_person_never_passes(permission, request):
    decision = decide(permission, replace(request, is_owner=False, is_blocked=True))
    assert "LIKENESS_BLOCKED" in codes(decision)


@given(terms, requests)
def test_a_block_reads_like_any_no(permission, request):
    """Who is blocked does not learn it from the sentence."""
    blocked = decide(permission, replace(request, is_owner=False, is_blocked=True))
    outsider = decide(replace(permission, audience="ME"), replace(request, is_owner=False, is_blocked=False))
    assert blocked.refusals[0].reason.sentence == outsider.refusals[0].reason.sentence


@given(terms, requests, st.permutations(list(Category)), st.permutations(TOKENS))
def test_the_order_of_things_does_not_matter(permission, request, order, written):
    shuffled = replace(request, categories=frozenset(one for one in order if one in request.categories))
    rearranged = replace(
        permission,
        categories_off=frozenset(one for one in order if one in permission.categories_off),
        rules={one: permission.rules[one] for one in written if one in permission.rules},
    )
    assert decide(rearranged, shuffled) == decide(permission, request)


@given(terms, requests)
def test_the_same_question_has_the_same_answer(permission, request):
    assert decide(permission, request) == decide(permission, request)


@given(terms, requests)
def test_being_closer_never_allows_less(permission, request):
    for nearer in (replace(request, is_approved=True), replace(request, is_mutual=True)):
        assert freedom(decide(permission, nearer)) >= freedom(decide(permission, request))


@given(terms, requests)
def test_a_refusal_always_says_why_and_what_to_do(permission, request):
    decision = decide(permission, request)
    if isinstance(decision, Refused):
        assert decision.refusals
        for one in decision.refusals:
            assert one.reason.sentence % one.facts
            assert one.reason.remedy % one.facts


@given(terms, requests)
def test_every_category_that_is_off_is_named(permission, request):
    stranger = replace(request, is_owner=False)
    off = stranger.categories & permission.categories_off
    decision = decide(permission, stranger)
    assert codes(decision).count("LIKENESS_CATEGORY") == len(off)


@given(terms, requests)
def test_every_rule_of_the_owner_that_is_touched_is_quoted(permission, request):
    touched = {permission.rules[one] for one in permission.rules.keys() & request.touches}
    decision = decide(permission, replace(request, is_owner=False))
    quoted = {one.facts["rule"] for one in decision.refusals if "rule" in one.facts} if touched else set()
    assert quoted == touched


@given(terms, requests)
def test_words_only_a_person_can_judge_never_pass_in_silence_where_the_owner_wants_to_be_asked(
    permission, request
):
    unsure = replace(permission, is_unclear=True, asks_when_unsure=True)
    assert decide(unsure, replace(request, is_owner=False)) != Allowed()


def test_the_end_and_the_limit_are_exact():
    open_terms = Terms("ben", "Ben", "EVERYONE", "FREELY", until=NOON, uses_a_day=2)
    before = UseRequest(at=NOON - timedelta(microseconds=1), uses_today=1)
    assert decide(open_terms, before) == Allowed()
    assert codes(decide(open_terms, replace(before, at=NOON))) == ["LIKENESS_EXPIRED"]
    assert codes(decide(open_terms, replace(before, uses_today=2))) == ["LIKENESS_USES_A_DAY"]
