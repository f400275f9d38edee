"""The one vocabulary of refusals and takedowns, for machine and human: code, layer, sentence, remedy."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from policy.layers import Layer as Layer
from policy.layers import gettext_noop
from policy.reasons_comments import COMMENT_ROWS
from policy.reasons_feed import FEED_ROWS


class Category(StrEnum):
    """What a likeness owner can switch off, one by one."""

    ROMANCE = "ROMANCE"
    VIOLENCE = "VIOLENCE"
    POLITICS = "POLITICS"
    ADVERTISING = "ADVERTISING"
    RELIGION = "RELIGION"
    INTOXICANTS = "INTOXICANTS"
    SPEECH = "SPEECH"  # words put into my mouth
    BODY = "BODY"  # body changed


CATEGORY_NAMES = {
    Category.ROMANCE: gettext_noop("romance"),
    Category.VIOLENCE: gettext_noop("violence"),
    Category.POLITICS: gettext_noop("politics"),
    Category.ADVERTISING: gettext_noop("advertising"),
    Category.RELIGION: gettext_noop("religion"),
    Category.INTOXICANTS: gettext_noop("alcohol and drugs"),
    Category.SPEECH: gettext_noop("words put into my mouth"),
    Category.BODY: gettext_noop("body changed"),
}


@dataclass(frozen=True)
class Reason:
    code: str
    layer: Layer
    sentence: str  # with %(name)s places, filled from Refusal.facts
    remedy: str


@dataclass(frozen=True)
class Refusal:
    """One reason, said about one thing. `field` is the form or API field it belongs to."""

    reason: Reason
    field: str = "prompt"
    facts: dict[str, str] = dataclasses.field(default_factory=dict)


def _table(*rows: tuple[str, Layer, str, str]) -> dict[str, Reason]:
    return {code: Reason(code, layer, sentence, remedy) for code, layer, sentence, remedy in rows}


REASONS = _table(
    ("PROMPT_EMPTY", Layer.PROMPT, gettext_noop("The prompt is empty."),
     gettext_noop("Say in a sentence what is to be seen.")),
    ("PROMPT_TOO_LONG", Layer.PROMPT,
     gettext_noop("The prompt has %(length)s characters, %(limit)s are allowed."),
     gettext_noop("Shorten it; one scene in a few sentences works best.")),
    ("PROMPT_CONTROL_CHARACTERS", Layer.PROMPT,
     gettext_noop("The prompt contains invisible control characters."),
     gettext_noop("Type it anew or paste it as plain text.")),
    ("PROMPT_WITHOUT_WORDS", Layer.PROMPT, gettext_noop("The prompt contains no words."),
     gettext_noop("Describe the scene in words; pictures and signs alone are not understood.")),
    ("SEXUAL_MINORS", Layer.PROMPT, gettext_noop("Sexual content with children or young people is never made."),
     gettext_noop("There is no form of this prompt that will be accepted.")),
    ("SEXUAL_CONTENT", Layer.PROMPT, gettext_noop("Sexual content is not made on this instance."),
     gettext_noop("Tell the scene without it.")),
    ("HATE", Layer.PROMPT, gettext_noop("This wording degrades people."),
     gettext_noop("Tell the scene without it.")),
    ("SELF_HARM", Layer.PROMPT, gettext_noop("Self-harm is not shown here."),
     gettext_noop("If this is about you: in Germany the Telefonseelsorge listens at 0800 1110111, day and night.")),
    ("LIKENESS_UNKNOWN", Layer.CONSENT, gettext_noop("Nobody called @%(handle)s can be cast here."),
     gettext_noop("Check the spelling or take the mention out.")),
    ("LIKENESS_TWICE", Layer.CONSENT, gettext_noop("@%(handle)s is named twice."),
     gettext_noop("Name each likeness once.")),
    ("LIKENESS_TOO_MANY", Layer.CONSENT, gettext_noop("A clip can cast two people at most."),
     gettext_noop("Take one of the mentions out.")),
    ("LIKENESS_NOT_ALLOWED", Layer.CONSENT, gettext_noop("%(name)s has not allowed you to use this likeness."),
     gettext_noop("Take @%(handle)s out, or ask %(name)s to approve you.")),
    ("LIKENESS_BLOCKED", Layer.CONSENT, gettext_noop("%(name)s has not allowed you to use this likeness."),
     gettext_noop("Take @%(handle)s out.")),
    ("LIKENESS_CATEGORY", Layer.CONSENT, gettext_noop("%(name)s has not allowed this. The rule: no %(category)s."),
     gettext_noop("Try it without that.")),
    ("LIKENESS_RESTRICTION", Layer.CONSENT,
     gettext_noop("%(name)s has not allowed this. The rule: “%(rule)s”."), gettext_noop("Try it without that.")),
    ("LIKENESS_EXPIRED", Layer.CONSENT, gettext_noop("%(name)s's permission ended on %(until)s."),
     gettext_noop("Take @%(handle)s out, or ask %(name)s to renew it.")),
    ("LIKENESS_VOICE", Layer.CONSENT, gettext_noop("Its owner does not lend their voice any more."), ""),
    ("LIKENESS_USES_A_DAY", Layer.CONSENT,
     gettext_noop("%(name)s allows %(limit)s uses a day by one person, and you have had them."),
     gettext_noop("Try again tomorrow.")),
    ("LIKENESS_REVOKED", Layer.CONSENT, gettext_noop("A likeness in this clip was taken back by its owner."),
     gettext_noop("Make it again without that likeness.")),
    ("LIKENESS_DECLINED", Layer.CONSENT, gettext_noop("%(name)s declined this use."),
     gettext_noop("Change the scene, or make it without @%(handle)s.")),
    ("LIKENESS_NO_ANSWER", Layer.CONSENT, gettext_noop("%(name)s did not answer in time, and silence means no."),
     gettext_noop("Ask again, or make it without @%(handle)s.")),
    ("QUOTA_DAY", Layer.QUOTA, gettext_noop("You have made %(limit)s clips in the last 24 hours, the limit here."),
     gettext_noop("The next place frees up at %(free_at)s.")),
    ("QUOTA_TOO_MANY", Layer.QUOTA, gettext_noop("%(wanted)s clips at once are more than the %(limit)s of a day here."),
     gettext_noop("Ask for fewer.")),
    ("QUOTA_WAITING", Layer.QUOTA, gettext_noop("%(limit)s of your clips are waiting, the limit here."),
     gettext_noop("A place frees up as soon as one of them starts, or when you cancel one.")),
    ("QUOTA_WAITING_UNTIL", Layer.QUOTA, gettext_noop("%(limit)s of your clips are waiting, the limit here."),
     gettext_noop("A place frees up at about %(free_at)s, when one of them starts, or when you cancel one.")),
    ("SIZE_UNSUPPORTED", Layer.PROMPT, gettext_noop("This size is not supported: %(size)s."),
     gettext_noop("Choose one of %(choices)s.")),
    ("LENGTH_UNSUPPORTED", Layer.PROMPT, gettext_noop("This length is not supported: %(seconds)s seconds."),
     gettext_noop("Choose one of %(choices)s.")),
    ("SCENE_INVALID", Layer.PROMPT, gettext_noop("The scene can not be played at %(at)s: %(problem)s."),
     gettext_noop("Change that part of the scene, or leave the scene out.")),
    ("ENGINE_UNKNOWN", Layer.PROMPT, gettext_noop("There is no engine called %(engine)s here."),
     gettext_noop("Choose one of %(choices)s.")),
    ("STYLE_UNSUPPORTED", Layer.PROMPT, gettext_noop("This engine has no style called %(value)s."),
     gettext_noop("Choose one of %(choices)s, or leave it out.")),
    ("CAMERA_UNSUPPORTED", Layer.PROMPT, gettext_noop("This engine has no camera called %(value)s."),
     gettext_noop("Choose one of %(choices)s, or leave it out.")),
    ("RATE_UNSUPPORTED", Layer.PROMPT, gettext_noop("This engine does not make %(value)s frames a second."),
     gettext_noop("Choose one of %(choices)s, or leave it out.")),
    ("NO_STYLE", Layer.PROMPT, gettext_noop("This engine has no choice of styles."), "%(others)s"),
    ("NO_CAMERA", Layer.PROMPT, gettext_noop("This engine has no choice of cameras."), "%(others)s"),
    ("NO_FPS", Layer.PROMPT, gettext_noop("This engine has no choice of frames a second."), "%(others)s"),
    ("NO_NEGATIVE", Layer.PROMPT, gettext_noop("This engine takes no words for what is not to be seen."), "%(others)s"),
    ("NO_PICTURE", Layer.PROMPT, gettext_noop("This engine takes no first picture."), "%(others)s"),
    ("NO_SHOTS", Layer.PROMPT, gettext_noop("This engine takes no storyboard."), "%(others)s"),
    ("NO_SCENE", Layer.PROMPT, gettext_noop("This engine takes no edited scene."), "%(others)s"),
    ("LIKENESS_ENGINE", Layer.PROMPT, gettext_noop("%(engine)s can not show anybody's likeness."), "%(others)s"),
    ("LIKENESS_ENGINE_SOME", Layer.PROMPT,
     gettext_noop("%(engine)s can show %(limit)s likeness at once."), "%(others)s"),
    ("NEGATIVE_TOO_LONG", Layer.PROMPT,
     gettext_noop("What is not to be seen has %(length)s characters, %(limit)s are allowed."),
     gettext_noop("Name a few things, with commas between them.")),
    ("SHOTS_TOO_MANY", Layer.PROMPT, gettext_noop("A storyboard has %(limit)s shots at most."),
     gettext_noop("Take one out, or make two clips and join them.")),
    ("SHOT_EMPTY", Layer.PROMPT, gettext_noop("Shot %(number)s has no words."),
     gettext_noop("Say what is to be seen in it, or take it out.")),
    ("SHOT_TOO_SHORT", Layer.PROMPT, gettext_noop("Shot %(number)s is shorter than %(least)s seconds."),
     gettext_noop("Give it more time, or take it out.")),
    ("SHOTS_LENGTH", Layer.PROMPT,
     gettext_noop("The shots last %(total)s seconds together, the clip %(seconds)s."),
     gettext_noop("Change the seconds of a shot, or the length of the clip.")),
    ("VARIATIONS_UNSUPPORTED", Layer.PROMPT, gettext_noop("%(count)s variations at once are not offered."),
     gettext_noop("Choose 1 to %(limit)s.")),
    ("PICTURE_GONE", Layer.PROMPT, gettext_noop("The first picture is not here any more."),
     gettext_noop("Choose the file again.")),
    ("PICTURE_UNREADABLE", Layer.PROMPT, gettext_noop("This file is no picture that can be read."),
     gettext_noop("Choose a PNG, JPEG or WebP.")),
    ("PICTURE_TOO_LARGE", Layer.PROMPT, gettext_noop("This picture is too large."),
     gettext_noop("%(megabytes)s MB and %(megapixels)s megapixels are the limit; save it smaller.")),
    ("PICTURE_FACE", Layer.CONSENT, gettext_noop("There is a face in this picture."),
     gettext_noop("Choose one without people. Somebody who has enrolled is cast with @ and their name instead.")),
    ("PICTURE_LIKENESS", Layer.CONSENT, gettext_noop("The first picture shows @%(handle)s, the prompt does not name them."),
     gettext_noop("Name @%(handle)s in the prompt, so that their rules are asked, or choose another picture.")),
    ("REMIX_FORBIDDEN", Layer.CONSENT, gettext_noop("%(name)s does not want this clip remixed."),
     gettext_noop("Make a clip from words of your own.")),
    ("VISIBILITY_TOO_WIDE", Layer.CONSENT, gettext_noop("The clip this is made from is shown to fewer people."),
     gettext_noop("Choose “%(widest)s”, or fewer still.")),
    ("EXTEND_UNSUPPORTED", Layer.ENGINE, gettext_noop("No engine here can go on from a clip in this format."),
     gettext_noop("Make a new clip, and put the two together.")),
    ("CUT_NOT_YOURS", Layer.CONSENT, gettext_noop("Only clips of your own can be cut and put together."),
     gettext_noop("Take the others out.")),
    ("CUT_TOO_FEW", Layer.PROMPT, gettext_noop("There is nothing to put together yet."),
     gettext_noop("Choose %(least)s or more.")),
    ("CUT_TOO_MANY", Layer.PROMPT, gettext_noop("These are %(number)s parts, %(limit)s are allowed."),
     gettext_noop("Take some out, or cut in two steps.")),
    ("CUT_OUTSIDE", Layer.PROMPT,
     gettext_noop("Part %(place)s does not lie within its clip, which is %(seconds)s seconds long."),
     gettext_noop("Let it begin before it ends, and end before the clip does.")),
    ("CUT_TOO_SHORT", Layer.PROMPT, gettext_noop("Part %(place)s is shorter than %(least)s seconds."),
     gettext_noop("Make it longer, or leave it out.")),
    ("CUT_TOO_LONG", Layer.PROMPT,
     gettext_noop("This would be %(seconds)s seconds long, %(limit)s are allowed."),
     gettext_noop("Shorten a part or leave one out.")),
    ("FOLDER_NAME", Layer.PROMPT, gettext_noop("A folder needs a name of 1 to %(limit)s characters."),
     gettext_noop("Choose another name.")),
    ("FOLDER_TAKEN", Layer.PROMPT, gettext_noop("You have a folder called “%(name)s” already."),
     gettext_noop("Choose another name.")),
    ("FOLDER_TOO_MANY", Layer.QUOTA, gettext_noop("You have %(limit)s folders, the limit here."),
     gettext_noop("Delete one you do not need; the clips in it stay.")),
    ("SOURCE_GONE", Layer.CONSENT, gettext_noop("A clip this is made from is gone."),
     gettext_noop("Begin anew from a clip that is still there.")),
    ("LIST_EMPTY", Layer.PROMPT, gettext_noop("The list is empty."),
     gettext_noop("Paste rows with the names of the columns on top, or choose a file.")),
    ("LIST_TOO_LARGE", Layer.PROMPT, gettext_noop("The list is too large."),
     gettext_noop("%(limit)s kB are the limit; cut it in two.")),
    ("LIST_TOO_LONG", Layer.PROMPT, gettext_noop("The list has %(rows)s rows, %(limit)s are allowed."),
     gettext_noop("Cut it into several lists.")),
    ("LIST_UNREADABLE", Layer.PROMPT,
     gettext_noop("The list can not be read as %(problem)s at line %(row)s."),
     gettext_noop("Mend that line, or save the list anew as UTF-8.")),
    ("LIST_NAMES", Layer.PROMPT, gettext_noop("A column has no name, or two have the same."),
     gettext_noop("Give each column a name of its own in the first line.")),
    ("LIST_CELLS", Layer.PROMPT,
     gettext_noop("Row %(row)s has %(cells)s cells, the first line names %(columns)s columns."),
     gettext_noop("Put values that hold a comma into quotation marks.")),
    ("LIST_COLUMNS", Layer.PROMPT, gettext_noop("Row %(row)s has more than %(limit)s columns."),
     gettext_noop("Leave out what the template does not need.")),
    ("LIST_VALUE", Layer.PROMPT, gettext_noop("Row %(row)s, column “%(column)s” holds no text or number."),
     gettext_noop("Write the value as text.")),
    ("LIST_VALUE_LONG", Layer.PROMPT,
     gettext_noop("Row %(row)s, column “%(column)s” is longer than %(limit)s characters."),
     gettext_noop("Shorten the value.")),
    ("LIST_VALUE_MISSING", Layer.PROMPT, gettext_noop("Row %(row)s has nothing in the column “%(column)s”."),
     gettext_noop("Fill it in, or take the row out.")),
    ("TEMPLATE_VARIABLE", Layer.PROMPT,
     gettext_noop("The template asks for {{%(name)s}}, and no column is called that."),
     gettext_noop("The columns are: %(columns)s.")),
    ("RESULT_BLANK", Layer.RESULT, gettext_noop("The picture stayed blank."), gettext_noop("Try again.")),
    ("RESULT_SPEECH", Layer.RESULT, gettext_noop("What is spoken in the clip breaks a rule: %(category)s."),
     gettext_noop("Change the spoken line.")),
    ("RESULT_RESTRICTION", Layer.RESULT,
     gettext_noop("What is spoken in the clip breaks a rule of %(name)s: “%(rule)s”."),
     gettext_noop("Change the spoken line.")),
    ("ENGINE_FAILED", Layer.ENGINE, gettext_noop("The engine failed."),
     gettext_noop("Your prompt is kept; try again.")),
    ("OUT_OF_MEMORY", Layer.ENGINE, gettext_noop("The memory of this instance is too small for this clip."),
     gettext_noop("Make it shorter or smaller; your prompt is kept.")),
    ("RESULT_BROKEN", Layer.ENGINE, gettext_noop("The model lost its way and drew nothing that can be shown."),
     gettext_noop("Your prompt is kept; try again, or with other words.")),
    ("PICTURE_NEEDED", Layer.ENGINE, gettext_noop("This model animates a picture, and there is none."),
     gettext_noop("Add a first picture or a likeness, or choose another engine.")),
    ("MODEL_MISSING", Layer.ENGINE, gettext_noop("The model of this engine is missing."),
     gettext_noop("Your prompt is kept; tell the operator: manage.py doctor says how to mend it.")),
    ("MODEL_BROKEN", Layer.ENGINE, gettext_noop("The model of this engine does not load."),
     gettext_noop("Your prompt is kept; tell the operator: manage.py doctor says how to mend it.")),
    ("MODEL_UNSAFE", Layer.ENGINE, gettext_noop("The model of this engine is not safe to load."),
     gettext_noop("Your prompt is kept; tell the operator: manage.py doctor says how to mend it.")),
    ("MODEL_UNKNOWN", Layer.ENGINE, gettext_noop("The model of this engine makes no video."),
     gettext_noop("Your prompt is kept; tell the operator: manage.py doctor says how to mend it.")),
    ("VOICE_MISSING", Layer.ENGINE, gettext_noop("The voice of this instance is missing."),
     gettext_noop("Take the spoken line out, or tell the operator: manage.py doctor says how to mend it.")),
    ("DISK_FULL", Layer.ENGINE, gettext_noop("The disk of this instance is full."),
     gettext_noop("Your prompt is kept; tell the operator, then try again.")),
    ("SEAL_BROKEN", Layer.ENGINE, gettext_noop("The file could not be sealed, so it was thrown away."),
     gettext_noop("Your prompt is kept; tell the operator, then try again.")),
    ("SEAL_FAILED", Layer.ENGINE, gettext_noop("The file could not be sealed, so it was thrown away."),
     gettext_noop("Your prompt is kept; tell the operator, then try again.")),
    ("WORKER_LOST", Layer.ENGINE, gettext_noop("The worker died %(attempts)s times on this clip."),
     gettext_noop("Change the prompt, or tell the operator.")),
    ("WORKER_HUNG", Layer.ENGINE, gettext_noop("The worker stood still %(attempts)s times on this clip."),
     gettext_noop("Change the prompt, or tell the operator.")),
    ("DEVICE_LOST", Layer.ENGINE, gettext_noop("The graphics card failed %(attempts)s times on this clip."),
     gettext_noop("Your prompt is kept; tell the operator, then try again.")),
    ("REMOTE_DOWN", Layer.ENGINE, gettext_noop("None of this engine's servers could take the clip."),
     gettext_noop("Your prompt is kept; try again later, or choose another engine.")),
    ("REMOTE_REFUSED", Layer.ENGINE, gettext_noop("The engine's server does not make this."),
     gettext_noop("Change the words, or choose another engine.")),
    ("REMOTE_FAILED", Layer.ENGINE, gettext_noop("The engine's server failed at this clip."),
     gettext_noop("Your prompt is kept; try again.")),
    ("REMOTE_FILE", Layer.ENGINE, gettext_noop("What the engine's server sent is not the clip that was asked for."),
     gettext_noop("Your prompt is kept; try again, or tell the operator.")),
    ("CANCELLED", Layer.ENGINE, gettext_noop("You cancelled this."), gettext_noop("Your prompt is kept.")),
    ("AUTHOR_DELETED", Layer.ENGINE, gettext_noop("Its author deleted it."), ""),
    ("NOT_OF_AGE", Layer.ENROLMENT,
     gettext_noop("Nobody under %(age)s has a likeness here that others can cast, so nothing is recorded."),
     gettext_noop("You can make clips without one. If the month is wrong, ask whoever runs this instance.")),
    ("CHALLENGE_SPENT", Layer.ENROLMENT, gettext_noop("These numbers were used already; each recording has its own."),
     gettext_noop("Ask for new numbers and record again.")),
    ("CHALLENGE_EXPIRED", Layer.ENROLMENT, gettext_noop("The numbers were good for five minutes, and those are over."),
     gettext_noop("Ask for new numbers and record again.")),
    ("ENROLMENTS_A_DAY", Layer.ENROLMENT, gettext_noop("You have sent %(limit)s recordings in the last 24 hours."),
     gettext_noop("Try again tomorrow.")),
    ("HANDLE_TAKEN", Layer.ENROLMENT, gettext_noop("@%(handle)s is taken."), gettext_noop("Choose another handle.")),
    ("RECORDING_EMPTY", Layer.ENROLMENT, gettext_noop("The file is empty."), gettext_noop("Record again.")),
    ("RECORDING_TOO_LARGE", Layer.ENROLMENT, gettext_noop("The file is larger than 19 megabytes."),
     gettext_noop("Record here on the page, or choose a lower quality in your camera.")),
    ("RECORDING_CONTAINER", Layer.ENROLMENT, gettext_noop("This is no WebM or MP4 video."),
     gettext_noop("Record here on the page, or with your phone's camera.")),
    ("RECORDING_CODEC", Layer.ENROLMENT, gettext_noop("This kind of video or sound is not taken."),
     gettext_noop("Record here on the page, or with your phone's camera.")),
    ("RECORDING_BROKEN", Layer.ENROLMENT, gettext_noop("The video can not be read; it may have broken on the way."),
     gettext_noop("Record again.")),
    ("RECORDING_WITHOUT_SOUND", Layer.ENROLMENT, gettext_noop("The recording has no sound."),
     gettext_noop("Allow the microphone and record again.")),
    ("RECORDING_WITHOUT_PICTURE", Layer.ENROLMENT, gettext_noop("The recording has no picture."),
     gettext_noop("Allow the camera and record again.")),
    ("RECORDING_TOO_LONG", Layer.ENROLMENT, gettext_noop("The recording is longer than %(longest)s seconds."),
     gettext_noop("Record again; half a minute is plenty.")),
    ("RECORDING_TOO_SHORT", Layer.ENROLMENT, gettext_noop("The recording is shorter than %(shortest)s seconds."),
     gettext_noop("Record again and take your time.")),
    ("RECORDING_SIZE", Layer.ENROLMENT,
     gettext_noop("The picture must be between %(least)s and %(most)s points wide and high."),
     gettext_noop("Record here on the page, or choose another quality in your camera.")),
    ("RECORDING_REPLAY", Layer.ENROLMENT,
     gettext_noop("This recording, or a large part of it, was sent here before."),
     gettext_noop("Record yourself anew, with the numbers on the page.")),
    ("RECORDING_LOST", Layer.ENROLMENT, gettext_noop("The machine gave up on this recording."),
     gettext_noop("Record again; if it happens twice, tell the operator.")),
    ("PICTURE_BROKEN", Layer.ENROLMENT, gettext_noop("The picture can not be read."),
     gettext_noop("Send a JPEG, PNG or WebP of at most 40 megapixels.")),
    ("ENROL_NOT_FOLLOWED", Layer.ENROLMENT, gettext_noop("It does not show what was asked for."),
     gettext_noop("Record again and follow the steps in their order.")),
    ("ENROL_NUMBERS", Layer.ENROLMENT, gettext_noop("The numbers spoken are not those asked for."),
     gettext_noop("Record again and read the numbers aloud.")),
    ("ENROL_UNCLEAR", Layer.ENROLMENT, gettext_noop("Face or voice can not be made out."),
     gettext_noop("Record again with light from the front, in a quiet room.")),
    ("ENROL_SCREEN", Layer.ENROLMENT, gettext_noop("It looks as if a screen or a picture was recorded."),
     gettext_noop("Record yourself, in front of the camera.")),
    ("ENROL_SOMEBODY_ELSE", Layer.ENROLMENT, gettext_noop("It seems to show somebody other than you."),
     gettext_noop("Only you can record your likeness.")),
    ("ENROL_UNDER_AGE", Layer.ENROLMENT, gettext_noop("You seem to be younger than people with a likeness here must be."),
     gettext_noop("Write to whoever runs this instance if that is wrong.")),
    ("ENROL_REAL_PERSON", Layer.ENROLMENT, gettext_noop("It shows a real person, not a thing."),
     gettext_noop("People record themselves; nobody enrols somebody else.")),
    ("ENROL_OTHER", Layer.ENROLMENT, gettext_noop("A reviewer did not accept it."), gettext_noop("You may try again.")),
    ("SPAM", Layer.REVIEW, gettext_noop("Spam or engagement bait."), ""),
    ("HARASSMENT", Layer.REVIEW, gettext_noop("Harassment or bullying."), ""),
    ("VIOLENCE", Layer.REVIEW, gettext_noop("Cruel or glorified violence."), ""),
    ("IMPERSONATION", Layer.REVIEW, gettext_noop("It shows somebody who has not agreed."), ""),
    ("MISLEADING", Layer.REVIEW, gettext_noop("It passes for a real event."), ""),
    ("ILLEGAL", Layer.REVIEW, gettext_noop("It breaks the law."), ""),
    ("PRETENDING", Layer.REVIEW, gettext_noop("It pretends to be somebody else."), ""),
    ("OTHER", Layer.REVIEW, gettext_noop("Something else."), ""),
    *COMMENT_ROWS,
    *FEED_ROWS,
)  # fmt: skip
REVIEW_REASONS = (
    *(
        one
        for one in REASONS.values()
        if one.layer is Layer.REVIEW and one.code not in ("PRETENDING", "OTHER")
    ),
    *(REASONS[code] for code in ("SEXUAL_CONTENT", "HATE", "SELF_HARM", "OTHER")),
)

ACCOUNT_REASONS = tuple(
    REASONS[code]
    for code in (
        "PRETENDING", "HARASSMENT", "HATE", "SEXUAL_CONTENT", "SELF_HARM", "SPAM", "ILLEGAL", "OTHER",
    )
)  # fmt: skip

ENROLMENT_REASONS = tuple(reason for reason in REASONS.values() if reason.code.startswith("ENROL_"))


def refusal(code: str, field: str = "prompt", **facts: object) -> Refusal:
    """This function will name the reason `code` with its facts.

    :raises KeyError: when the code is not in the vocabulary
    """
    return Refusal(REASONS[code], field, {key: str(value) for key, value in facts.items()})
