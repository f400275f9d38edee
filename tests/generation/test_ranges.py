"""Range headers as RFC 9110 reads them, without a request."""

import pytest

from generation.ranges import RangeNotSatisfiable, Span, read_range


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", Span(0, 0)),
        ("bytes=0-1", Span(0, 1)),
        ("bytes=0-", Span(0, 999)),
        ("bytes=500-", Span(500, 999)),
        ("bytes=999-", Span(999, 999)),
        ("bytes=990-5000", Span(990, 999)),
        ("bytes=-1", Span(999, 999)),
        ("bytes=-5000", Span(0, 999)),
        ("Bytes = 2-3", Span(2, 3)),
        ("bytes=2-3,", Span(2, 3)),
        ("bytes=2000-3000, 5-6", Span(5, 6)),
        ("bytes=0-1,5-6", None),
        ("bytes=5-2", None),
        ("bytes=abc", None),
        ("bytes=-", None),
        ("bytes=", None),
        ("bytes", None),
        ("lines=0-1", None),
        ("bytes=--5", None),
        ("bytes=0x1-2", None),
        ("bytes=" + "9" * 40 + "-", None),
        ("", None),
    ],
)
def test_reads_the_one_span_or_ignores_what_it_does_not_understand(header, span):
    assert read_range(header, 1000) == span


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=1000-,2000-"])
def test_says_when_no_byte_lies_in_it(header):
    with pytest.raises(RangeNotSatisfiable):
        read_range(header, 1000)


def test_nothing_of_an_empty_file_can_be_asked_for():
    for header in ("bytes=0-", "bytes=-5"):
        with pytest.raises(RangeNotSatisfiable):
            read_range(header, 0)


def test_length_counts_both_ends():
    assert Span(0, 0).length == 1
    assert Span(3, 9).length == 7
