"""What is printed."""

import pytest

from cli.printing import print_wrapped


def test_words_of_pages_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_wrapped("\n\x1b[31m“Duka\x1b]0;mine\x07 \u202egnp.exe” 東京 – Düka\t1\r")
    assert capsys.readouterr().out == "\n[31m“Duka]0;mine gnp.exe” 東京 – Düka\t1\n"
