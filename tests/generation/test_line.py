"""Fair share: whose turn it is, what a cancelled job leaves behind, and what nobody waits for."""

from datetime import timedelta

from cameos.models import Asking, Audience
from cameos.operations import set_permission
from generation import line
from generation.consent import answer_use
from generation.models import CameoUse, Job
from generation.operations import cancel_job, request_job
from generation.running import claim_alike, claim_next, give_back


def ask(author, at, number=0, **rest):
    prompt = rest.pop("prompt", f"A fox in the snow, take {number}")
    return request_job(author=author, prompt=prompt, at=at + timedelta(seconds=number), seconds=4, **rest)


def claimed(at, times):
    return [claim_next(pool="gpu", at=at + timedelta(minutes=n)).author.handle for n in range(times)]


def places(*jobs):
    return [line.place_in_line(Job.objects.get(pk=job.pk)) for job in jobs]


def test_of_two_hundred_by_one_and_one_by_another_the_others_is_next(ada, noor, at, settings):
    settings.JOBS_A_DAY = settings.JOBS_WAITING = 1000
    for number in range(30):
        ask(ada, at, number)
    Job.objects.bulk_create(
        Job(author=ada, prompt="A fox", engine="papertheatre", created_at=at, turn=30 + n) for n in range(170)
    )
    claim_next(pool="gpu", at=at)
    theirs = ask(noor, at, 500)
    assert places(theirs) == [0]
    assert claim_next(pool="gpu", at=at) == theirs


def test_what_was_cancelled_leaves_no_gap_in_a_persons_turns(ada, noor, at):
    mine = [ask(ada, at, number) for number in range(6)]
    theirs = [ask(noor, at, 10 + number) for number in range(2)]
    for job in mine[:4]:
        cancel_job(job=job, by=ada, at=at)
    assert places(mine[4], theirs[0], mine[5], theirs[1]) == [0, 1, 2, 3]
    assert claimed(at, 4) == ["ada", "noor", "ada", "noor"]


def test_a_yes_puts_the_job_behind_the_authors_others(ada, ben, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience=Audience.EVERYONE, asking=Asking.BEFORE_RENDER)
    asked = ask(ada, at, prompt="@ben waves")
    others = [ask(ada, at, number) for number in (1, 2)]
    assert [job.turn for job in others] == [0, 1]
    answer_use(use=CameoUse.objects.get(job=asked), yes=True, by=ben, at=at)
    assert places(*others, asked) == [0, 1, 2]


def test_a_job_given_back_is_the_first_again(ada, noor, at):
    lost = ask(ada, at)
    ask(noor, at, 1)
    job = claim_next(pool="gpu", at=at)
    assert give_back(job=job, at=at, reason="WORKER_LOST")
    assert claim_next(pool="gpu", at=at) == lost


def test_every_fifth_start_is_of_what_nobody_waits_for(ada, noor, at, settings):
    settings.BATCH_SHARE = 3
    batch = [ask(noor, at, number, origin="demo") for number in range(2)]
    mine = [ask(ada, at, 10 + number) for number in range(5)]
    order = [mine[0], mine[1], batch[0], mine[2], mine[3], batch[1], mine[4]]
    assert places(*order) == list(range(7))
    assert [claim_next(pool="gpu", at=at + timedelta(minutes=n)) for n in range(7)] == order


def test_at_most_so_many_of_one_person_run_at_once(ada, noor, at, settings):
    settings.JOBS_RUNNING = 1
    mine = [ask(ada, at, number) for number in range(2)]
    assert claim_next(pool="gpu", at=at) == mine[0]
    assert claim_next(pool="gpu", at=at) is None
    theirs = ask(noor, at, 5)
    assert claim_next(pool="gpu", at=at) == theirs
    cancel_job(job=Job.objects.get(pk=mine[0].pk), by=ada, at=at)
    assert claim_next(pool="gpu", at=at) == mine[1]


def test_jobs_of_one_shape_are_taken_together_each_under_its_own_lease(ada, noor, at):
    first = ask(ada, at)
    other_shape = ask(ada, at, 1, size="640x360")
    alike = [ask(noor, at, 2), ask(ada, at, 3)]
    job = claim_next(pool="gpu", at=at)
    assert job == first
    together = claim_alike(job=job, most=3, at=at)
    assert together == alike
    assert len({one.lease for one in (job, *together)}) == 3
    assert Job.objects.get(state="QUEUED") == other_shape
