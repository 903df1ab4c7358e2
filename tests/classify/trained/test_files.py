import json
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.errors import ProfileError
from classify.models import load_models, weights_version
from classify.trained.card import render_card
from classify.trained.current import CARD, SHIPPED, load_country_models, load_shipped, model_version
from classify.trained.files import read_model, write_model
from classify.trained.records import CountryShare


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    model = replace(read_model(SHIPPED), shares={"online_ordering": CountryShare(0.125, "sample", 400)})
    write_model(model, tmp_path / "folder" / "KE.json")
    assert read_model(tmp_path / "folder" / "KE.json") == model
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["KE.json"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "capabilities": {"chat": {}}}'])
def test_a_broken_model_is_named_and_says_what_to_do(text: str, tmp_path: Path) -> None:
    path = tmp_path / "KE.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"KE\.json .* train again"):
        read_model(path)


def test_the_model_that_ships_was_trained_on_the_weights_that_ship() -> None:
    trained = read_model(SHIPPED)
    assert trained.weights == weights_version(), "weights changed since: run `python benchmarks/train_shipped.py FOLDER` again"
    assert set(trained.capabilities) == set(load_models())


def test_the_card_that_ships_describes_the_model_that_ships() -> None:
    assert CARD.read_text(encoding="utf-8") == render_card(read_model(SHIPPED), model_version())


def test_what_ships_was_learnt_only_from_labels_enough_and_was_better_on_unseen_sites() -> None:
    for learned in read_model(SHIPPED).capabilities.values():
        if learned.adopted:
            assert min(learned.yes, learned.no) >= 20
            assert learned.before is not None
            assert learned.after is not None
            assert learned.after.log_loss < learned.before.log_loss


def test_no_shipped_weight_has_another_sign_than_experts_gave_it() -> None:
    for name, model in load_shipped().items():
        for learnt, expert in zip(model.evidence, load_models()[name].evidence, strict=True):
            assert learnt.weight * expert.weight > 0, (name, expert.name)


def test_an_offices_model_is_named_by_country_and_content_and_counts_in_its_country_only(tmp_path: Path) -> None:
    trained = read_model(SHIPPED)
    write_model(replace(trained, shares={"online_ordering": CountryShare(0.1, "sample", 400)}), tmp_path / "KE.json")
    own, other = load_country_models(tmp_path, "KE"), load_country_models(tmp_path, "TZ")
    assert own.version.startswith(model_version() + "+KE-")
    assert (other.version, other.models) == (model_version(), load_shipped())
    write_model(replace(trained, shares={"online_ordering": CountryShare(0.2, "sample", 400)}), tmp_path / "KE.json")
    assert load_country_models(tmp_path, "KE").version != own.version


def test_a_file_holds_numbers_and_names_and_nothing_to_run() -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(plain(inner) for inner in value.values())
        return all(plain(inner) for inner in value) if isinstance(value, list) else isinstance(value, (str, int, float, bool, type(None)))

    assert plain(json.loads(SHIPPED.read_text(encoding="utf-8")))
