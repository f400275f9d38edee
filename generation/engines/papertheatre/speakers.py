"""Which figure says which quoted line, though the line may come before its speaker is known."""

from generation.engines.papertheatre.scene import Scene, Speech

NOBODY = -1  # an action whose subject is still to come


class Speakers:
    """Lines and verbs of saying, brought together as they come."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.saying: int | None = None  # the action of the last verb of saying
        self._claims: dict[int, int] = {}  # speaking action -> its line, until its speaker is known
        self._loose: list[int] = []  # lines nobody has claimed

    def verb(self, action: int | None, *, waits: bool) -> None:
        """This function will note a verb of saying; it takes the line that stood just before it."""
        self.saying = action
        if not self._loose or action is None:
            return
        if waits:
            self._claims[action], self.saying = self._loose.pop(), None
        else:
            self.scene.speech[self._loose.pop()].speaker = self.scene.actions[action].figure

    def line(self, text: str, lang: str, after_colon: int | None) -> None:
        """This function will add a quoted line and find who says it, now or later."""
        self.scene.speech.append(Speech(text, lang))
        at = len(self.scene.speech) - 1
        if self.saying is not None:
            self._claims[self.saying] = at
            self.settle(self.saying)
        elif after_colon is not None:
            self.scene.speech[at].speaker = after_colon
        else:
            self._loose.append(at)

    def settle(self, action: int) -> None:
        """This function will give the line of `action` to its figure, if both are known."""
        speaker = self.scene.actions[action].figure
        if action in self._claims and speaker != NOBODY:
            self.scene.speech[self._claims.pop(action)].speaker = speaker

    def forget(self, actions: list[int]) -> None:
        """This function will take back verbs of saying that were denied; their lines stay."""
        self._loose += [self._claims.pop(action) for action in actions if action in self._claims]
        self.saying = None

    def finish(self, subject: int | None) -> None:
        for at in self._loose:
            self.scene.speech[at].speaker = subject
        self.saying, self._claims, self._loose = None, {}, []
