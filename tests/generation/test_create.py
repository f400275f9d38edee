"""The director's sheet: what it takes, what it refuses and where it says so, what it understood."""

import pytest
from django.utils import translation

from accounts.models import Notification
from cameos.operations import approve_person, set_permission
from generation.engines.offers import Offer
from generation.limits import used_today
from generation.models import CameoUse, Clip, Job

PROMPT = 'A dog chases a red ball along the beach at sunset and says "Wait for me!"'


def sheet(prompt=PROMPT, **rest):
    return {"prompt": prompt, "size": "720x1280", "seconds": "8", "title": "", **rest}


def test_a_sentence_becomes_a_job(ada, client_of):
    answer = client_of(ada).post("/create", sheet(title="Wait", publish_when_done="on"))
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.pk}")
    assert (job.author, job.prompt, job.title, job.seconds, job.width) == (ada, PROMPT, "Wait", 8, 720)
    assert job.publish_when_done
    assert job.origin == "page"


def test_the_empty_sheet_lists_who_can_be_cast(ada, ben, cleo, client_of):
    page = client_of(ada).get("/create").content.decode()
    assert 'data-insert="@ben"' in page
    assert "@cleo" not in page  # she lets nobody in


def test_an_approved_person_is_offered_the_likeness(ada, cleo, client_of, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    assert 'data-insert="@cleo"' in client_of(ada).get("/create").content.decode()


def test_it_needs_an_account(client, db):
    for address in ("/create", "/create/check"):
        assert client.get(address)["Location"].startswith("/accounts/login/")
    assert client.post("/create", sheet()).status_code == 302
    assert not Job.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_wrong_method(ada, client_of, method):
    assert getattr(client_of(ada), method)("/create").status_code == 405
    assert getattr(client_of(ada), method)("/create/check").status_code == 405


BAD = [
    ("empty", {"prompt": ""}, "prompt", "PROMPT_EMPTY"),
    ("blank", {"prompt": " \n "}, "prompt", "PROMPT_EMPTY"),
    ("too long", {"prompt": "dog " * 2500}, "prompt", "PROMPT_TOO_LONG"),
    ("emoji only", {"prompt": "🐶🏖️🌅"}, "prompt", "PROMPT_WITHOUT_WORDS"),
    ("control characters", {"prompt": "a dog\x07 runs"}, "prompt", "PROMPT_CONTROL_CHARACTERS"),
    ("nul", {"prompt": "a dog\x00 runs"}, "prompt", "PROMPT_CONTROL_CHARACTERS"),
    ("bidi override", {"prompt": "a dog \u202egod"}, "prompt", "PROMPT_CONTROL_CHARACTERS"),
    ("unknown mention", {"prompt": "@nobody42 dances"}, "prompt", "LIKENESS_UNKNOWN"),
    ("same likeness twice", {"prompt": "@ben waves to @ben"}, "prompt", "LIKENESS_TWICE"),
    ("not allowed", {"prompt": "@cleo dances"}, "prompt", "LIKENESS_NOT_ALLOWED"),
    ("odd size", {"size": "721x1280"}, "size", "SIZE_UNSUPPORTED"),
    ("size of junk", {"size": "wide"}, "size", "SIZE_UNSUPPORTED"),
    ("size missing", {"size": ""}, "size", "required"),
    ("odd length", {"seconds": "7"}, "seconds", "LENGTH_UNSUPPORTED"),
    ("negative length", {"seconds": "-4"}, "seconds", "LENGTH_UNSUPPORTED"),
    ("huge length", {"seconds": "9" * 400}, "seconds", "LENGTH_UNSUPPORTED"),
    ("length of junk", {"seconds": "long"}, "seconds", "invalid"),
    ("length missing", {"seconds": ""}, "seconds", "required"),
    ("long title", {"title": "x" * 121}, "title", "max_length"),
    ("remix of nothing", {"remix": "5fa71728-6e80-4856-bc83-659c66b53e61"}, "remix", "original_gone"),
    ("remix of junk", {"remix": "nonsense"}, "remix", "invalid"),
]


@pytest.mark.parametrize(("wrong", "field", "code"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input_is_refused_at_its_field(ada, ben, cleo, client_of, at, wrong, field, code):
    typed = sheet(**wrong)
    answer = client_of(ada).post("/create", typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [error.code for error in form.errors[field].as_data()] == [code]
    assert set(form.errors) == {field}
    assert form["prompt"].value() == typed["prompt"]  # nothing typed is lost
    assert not Job.objects.exists()
    assert not CameoUse.objects.exists()
    assert not Notification.objects.exists()
    assert not used_today(ada, at).exists()


def test_a_refusal_says_layer_rule_and_remedy(ada, client_of):
    page = client_of(ada).post("/create", sheet("@nobody42 dances")).content.decode()
    assert "Consent" in page
    assert "Nobody called @nobody42 can be cast here." in page
    assert "Check the spelling or take the mention out." in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_prompt_error"' in page


def test_right_to_left_is_welcome(ada, client_of):
    assert client_of(ada).post("/create", sheet("كلب يركض على الشاطئ")).status_code == 302
    assert Job.objects.get().prompt == "كلب يركض على الشاطئ"


def test_line_ends_of_the_browser_count_once(ada, client_of):
    client_of(ada).post("/create", sheet("a dog\r\na cat"))
    assert Job.objects.get().prompt == "a dog\na cat"


def test_the_days_limit_is_said_on_top_of_the_sheet(ada, client_of, settings, clip_of):
    clip_of(ada)
    settings.JOBS_A_DAY = 1
    answer = client_of(ada).post("/create", sheet())
    assert [said.code for said in answer.context["form"].refused["form"]] == ["QUOTA_DAY"]
    assert Job.objects.count() == 1


# ---------------------------------------------------------------- remix


def test_a_remix_begins_with_the_words_of_the_original(ada, noor, clip_of, client_of):
    original = clip_of(ada, title="A quiet beach", prompt="A cat sleeps")
    page = client_of(noor).get(f"/create?remix={original.pk}")
    assert page.context["form"]["prompt"].value() == "A cat sleeps"
    assert f'href="/c/{original.pk}"' in page.content.decode()
    client_of(noor).post("/create", sheet("A cat wakes up", remix=str(original.pk)))
    assert Job.objects.get(author=noor).remix_of == original


def test_nobody_remixes_what_they_can_not_see(ada, noor, clip_of, client_of):
    draft, gone = clip_of(ada, state="DRAFT"), clip_of(ada, state="WITHDRAWN")
    assert client_of(noor).get(f"/create?remix={draft.pk}").status_code == 404
    assert client_of(ada).get(f"/create?remix={gone.pk}").status_code == 410
    assert client_of(ada).get("/create?remix=junk").status_code == 404
    assert client_of(noor).post("/create", sheet(remix=str(draft.pk))).status_code == 422
    assert not Job.objects.filter(author=noor).exists()


# ---------------------------------------------------------------- check before you render


def answers(response):
    return {answer.handle: answer.verdict for answer in response.context["check"].answers}


def test_check_says_what_was_understood_and_what_not(ada, client_of):
    answer = client_of(ada).get("/create/check", sheet("A dog runs along the beach with a frobnicator"))
    page = answer.content.decode()
    assert "A dog runs along the beach with a frobnicator" in page  # the sheet stays filled
    assert {("who", "dog"), ("set", "beach")} <= {(c.kind, c.text) for c in answer.context["check"].chips}
    assert answer.context["check"].unknown == ("frobnicator",)
    assert "I have no picture for:" in page
    assert not Job.objects.exists()


def test_check_speaks_the_readers_language(ada, client_of):
    client = client_of(ada)
    with translation.override("de"):
        answer = client.get("/create/check", sheet("A red dog"), headers={"Accept-Language": "de"})
    assert answer.context["check"].chips[0].text == "Hund · rot"


def test_a_script_gets_the_fragment_alone(ada, client_of):
    page = client_of(ada).get("/create/check", sheet(), headers={"X-Fragment": "1"}).content.decode()
    assert 'data-part="understood"' in page
    assert 'data-part="stage"' in page
    assert "<html" not in page


def test_check_answers_for_each_mention(ada, ben, cleo, client_of, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_PUBLISH")
    answer = client_of(ada).get("/create/check", sheet("@ben hugs @cleo near @nobody42"))
    assert answers(answer) == {"ben": "BEFORE_PUBLISH", "cleo": "REFUSED", "nobody42": "REFUSED"}
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    answer = client_of(ada).get("/create/check", sheet("@ben hugs @cleo"))
    assert answers(answer) == {"ben": "BEFORE_PUBLISH", "cleo": "BEFORE_RENDER"}
    assert answer.context["check"].goes


def test_check_names_the_rule_and_keeps_the_owners_notes(ada, ben, client_of, at):
    set_permission(
        cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="FREELY",
        categories_off=["INTOXICANTS"], restrictions="never near my old school", notes="bullied there",
    )  # fmt: skip
    page = client_of(ada).get("/create/check", sheet("@ben drinks beer")).content.decode()
    assert "alcohol and drugs" in page
    assert "never near my old school" in page
    assert "bullied" not in page


def test_an_engine_in_trouble_does_not_stop_the_composer(ada, client_of, settings):
    settings.OFFERS = {"unheard_of": Offer("unheard_of")}
    answer = client_of(ada).get("/create/check", sheet())
    assert answer.status_code == 200
    assert answer.context["check"].chips == ()


@pytest.mark.parametrize(
    "typed", [{}, {"seconds": "x"}, {"seconds": "²"}, {"size": "x" * 300}, {"prompt": "\x00@a" * 3000}]
)
def test_check_takes_anything(ada, client_of, typed):
    assert client_of(ada).get("/create/check", typed).status_code == 200


def test_a_remix_keeps_the_look_and_swaps_who_is_in_it(ada, ben, noor, clip_of, client_of):
    clip = clip_of(ada, cast=[ben])
    Job.objects.filter(pk=clip.pk).update(wanted={"style": "watercolor"}, width=360, height=640)
    sheet = client_of(noor).get(f"/create?remix={clip.pk}")
    assert sheet.context["form"]["style"].value() == "watercolor"
    assert 'name="swap-ben"' in sheet.content.decode()
    swapped = client_of(noor).get(f"/create?remix={clip.pk}&swap-ben=cleo")
    assert swapped.context["form"]["prompt"].value() == "A dog runs along the beach with @cleo"
    Clip.objects.filter(pk=clip.pk).update(hides_prompt=True)
    hidden = client_of(noor).get(f"/create?remix={clip.pk}&swap-ben=cleo")
    assert hidden.context["form"]["prompt"].value() == ""
    assert not hidden.context["form"]["style"].value()
