import tomllib
from pathlib import Path

import pytest

import classify.models
from catalogue.capabilities import load_capabilities
from catalogue.errors import ProfileError
from classify.derived import KINDS
from classify.models import load_models, weights_version
from classify.status_rules import load_status_rules

CATALOGUE = Path(__file__).parents[2] / "catalogue" / "data"


def table(name: str) -> dict[str, object]:
    return tomllib.loads((CATALOGUE / name).read_text(encoding="utf-8"))


FORMS = set(str(table("signal_kinds.toml")["form"]["value"]).split(" | "))  # type: ignore[index]
STATES = set(str(table("signal_kinds.toml")["page_state"]["value"]).split(" | "))  # type: ignore[index]


def test_every_capability_that_pages_show_has_weights_and_no_other_has() -> None:
    assert set(load_models()) == set(load_capabilities()) - {"own_website", "web_presence", "social_or_marketplace_only"}


@pytest.mark.parametrize("capability", sorted(load_models()))
def test_weights_speak_of_signals_and_values_that_exist(capability: str) -> None:
    values = {"word": set(table("concepts.toml")), "form": FORMS, "page_state": STATES}
    for evidence in load_models()[capability].evidence:
        assert evidence.kind in {*table("signal_kinds.toml"), *KINDS}, evidence.name
        assert evidence.values <= values.get(evidence.kind, evidence.values), evidence.name
        assert evidence.why.strip(), evidence.name


def test_online_ordering_needs_two_kinds_of_evidence_and_platform_marks_are_never_enough() -> None:
    model = load_models()["online_ordering"]
    assert model.needs == 2
    fingerprints = {e.group for e in model.evidence if e.kind in {"platform", "plugin", "basket"}}
    assert fingerprints <= model.weak_groups
    assert not {e.name for e in model.evidence if e.weight > 0 and e.values & {"contact", "quote", "search", "newsletter"}}


def test_every_status_has_a_rule_and_every_rule_a_probability() -> None:
    rules = load_status_rules()
    assert set(rules) == set(table("statuses.toml"))
    assert all(0 < rule.link <= 1 and (rule.exists is None or 0 < rule.exists <= 1) for rule in rules.values())


def test_the_model_version_follows_the_files_of_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chat.toml").write_text("prior = 0\nevidence = []\n", encoding="utf-8")
    monkeypatch.setattr(classify.models, "WEIGHTS", tmp_path)
    first = weights_version.__wrapped__()
    (tmp_path / "chat.toml").write_text("prior = 1\nevidence = []\n", encoding="utf-8")
    assert first.startswith("rules-1+")
    assert weights_version.__wrapped__() != first


@pytest.mark.parametrize("text", ["prior = ", "evidence = []", "prior = 1\n[[evidence]]\nname = 'x'"])
def test_a_broken_file_of_weights_is_named(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chat.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(classify.models, "WEIGHTS", tmp_path)
    with pytest.raises(ProfileError, match=r"chat\.toml"):
        load_models.__wrapped__()
