import pytest
from traitlets.config import Config

from grader_service.config import load
from grader_service.errors import Refused
from grader_service.start import STRENGTH, refuse_weaker


def test_graders_ask_for_level_b_and_those_of_a_laptop_for_none():
    assert load(environment={}).minimum_protection == "B"
    assert load(environment={}, local=True).minimum_protection == "L"


def test_the_environment_wins_over_a_file_and_a_file_over_the_default():
    config = Config({"Grader": {"minimum_protection": "C", "slots": 3}})
    settings = load(config, {"PYPRAC_SLOTS": "5"}, local=True)
    assert (settings.minimum_protection, settings.slots) == ("C", 5)


@pytest.mark.parametrize(
    ("variable", "text"), [("PYPRAC_SLOTS", "two"), ("PYPRAC_SLOTS", "-1"), ("PYPRAC_MINIMUM_PROTECTION", "D")]
)
def test_a_variable_that_does_not_fit_is_named(variable, text):
    with pytest.raises(Refused, match=variable):
        load(environment={variable: text})


def test_a_file_that_does_not_fit_is_refused():
    with pytest.raises(Refused, match="Grader"):
        load(Config({"Grader": {"slots": "many"}}), {})


def test_a_machine_is_refused_below_the_level_asked_for_and_the_sentence_names_what_to_set():
    for found in STRENGTH:
        for minimum in STRENGTH:
            if STRENGTH.index(found) >= STRENGTH.index(minimum):
                refuse_weaker(found, minimum)
            else:
                with pytest.raises(Refused, match=f"PYPRAC_MINIMUM_PROTECTION={found}"):
                    refuse_weaker(found, minimum)
