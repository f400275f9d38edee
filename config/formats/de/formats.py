"""Dates with times of the German pages: a comma between the two. The rest is Django's."""

DATETIME_FORMAT = "j. F Y, H:i"
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
