"""The clips of the demonstration: who asks for what. Plain data, the range of the paper theatre."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoClip:
    author: str
    title: str
    prompt: str
    seconds: int = 6
    seed: int = 1


CLIPS = (  # the first is short, so that something is on stage soon
    DemoClip("mira", "Fox in the snow",
             "A fox walks through the snow at night", 4),
    DemoClip("jonas", "Kleines Boot, große See",
             "Ein Segelboot fährt bei Sturm auf dem Meer, ein Leuchtturm leuchtet", 6),
    DemoClip("lena", "Nobody saw that",
             'A penguin slides through the snow and says "Nobody saw that, right?"', 6),
    DemoClip("tom", "Konzert für den Mond",
             "Eine Katze spielt nachts Gitarre auf der Bühne und sagt „Der Mond ist heute nur für mich“", 6),
    DemoClip("mira", "Jonas rides home",
             "@jonas rides a bicycle through the city in the rain", 6),
    DemoClip("lena", "Zu zweit im Herbst",
             "@lena und @jonas tanzen im Herbst im Garten, Blätter fallen", 6),
    DemoClip("jonas", "Up, up",
             "A red hot air balloon rises over the mountains at dawn, birds fly by", 6),
    DemoClip("lena", "Hüpfen auf dem Mond",
             "Eine Astronautin hüpft über den Mond und winkt", 4),
    DemoClip("tom", "Eight arms, three balls",
             "An octopus juggles three balls underwater", 6),
    DemoClip("mira", "Falsche Richtung",
             "Ein Huhn jagt einen Traktor über den Bauernhof", 6),
    DemoClip("jonas", "Wait for me!",
             'A dog chases a red ball along the beach at sunset and says "Wait for me!"', 8),
    DemoClip("lena", "Snail weather",
             "A snail crawls through the garden in the rain, a rainbow shines", 4),
    DemoClip("tom", "Drache über der Burg",
             "Ein grüner Drache fliegt nachts über eine Burg", 6),
    DemoClip("mira", "The last dance",
             "A grandmother dances with a bear in the meadow at sunset", 6),
    DemoClip("jonas", "Guten Morgen",
             "Ein Frosch sitzt am See und sagt „Quak heißt guten Morgen“", 4),
)  # fmt: skip
