import math

import pytest
from traitlets.config import Config

from jupyter_pyprac.config import load
from jupyter_pyprac.errors import Misconfigured


def of(**values):
    return Config({"PyPrac": values})


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PYPRAC_GRADERS", "-1"),
        ("PYPRAC_GRADERS", "two"),
        ("PYPRAC_BURST", "1.5"),
        ("PYPRAC_RATE_PER_MINUTE", "nan"),
        ("PYPRAC_RATE_PER_MINUTE", "inf"),
        ("PYPRAC_RATE_PER_MINUTE", "-3"),
        ("PYPRAC_EXAMPLE_COURSE", "maybe"),
    ],
)
def test_a_variable_that_does_not_fit_is_refused_by_its_name(variable, text):
    with pytest.raises(Misconfigured, match=variable):
        load(None, {variable: text})


@pytest.mark.parametrize("values", [{"burst": "many"}, {"rate_per_minute": math.nan}, {"graders": -1}, {"data_dir": 5}])
def test_a_value_of_a_file_that_does_not_fit_is_refused_in_a_sentence(values):
    with pytest.raises(Misconfigured, match="The configuration of PyPrac does not fit"):
        load(of(**values), {})


def test_an_empty_text_is_as_good_as_none():
    settings = load(of(data_dir="/somewhere", database_url="", local_user=""), {"PYPRAC_LOCAL_USER": ""})
    assert settings.database_url == "sqlite:////somewhere/pyprac.sqlite"
    assert settings.local_user == load(None, {}).local_user != ""


def test_the_database_is_in_the_data_folder_wherever_that_comes_from():
    elsewhere = {"PYPRAC_DATA_DIR": "/elsewhere"}
    for values in ({}, {"data_dir": "/somewhere"}, {"data_dir": "/somewhere", "database_url": ""}):
        assert load(of(**values), elsewhere).database_url == "sqlite:////elsewhere/pyprac.sqlite"


@pytest.mark.parametrize(
    ("given", "graders"),
    [
        ({}, 2),
        ({"redis_url": "redis://host"}, 2),
        ({"database_url": "postgresql://host/name"}, 2),
        ({"redis_url": "redis://host", "database_url": "postgresql://host/name"}, 0),
        ({"redis_url": "redis://host", "database_url": "sqlite:////folder/file"}, 0),
    ],
)
def test_graders_run_by_themselves_where_database_and_redis_are_given(given, graders):
    assert load(of(**given), {}).graders == graders


def test_a_secret_comes_from_a_file_and_other_settings_do_not(tmp_path):
    file = tmp_path / "secret"
    file.write_text("redis://:word@host\n")
    settings = load(None, {"PYPRAC_REDIS_URL_FILE": str(file), "PYPRAC_LOCAL_USER_FILE": str(file)})
    assert settings.redis_url == "redis://:word@host"
    assert settings.local_user == load(None, {}).local_user


def test_a_secret_given_twice_is_refused_without_repeating_it(tmp_path):
    file = tmp_path / "secret"
    file.write_text("redis://:word@host\n")
    with pytest.raises(Misconfigured, match="are both set") as refused:
        load(None, {"PYPRAC_REDIS_URL_FILE": str(file), "PYPRAC_REDIS_URL": "redis://:other@host"})
    assert "word" not in str(refused.value)
    assert "other" not in str(refused.value)


def test_a_secret_whose_file_cannot_be_read_names_the_file(tmp_path):
    with pytest.raises(Misconfigured, match=f"PYPRAC_DB_URL_FILE names {tmp_path}/none, which cannot be read"):
        load(None, {"PYPRAC_DB_URL_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(("content", "told"), [(b"hunter2\xff", "is not text in UTF-8"), (b" \n", "is empty")])
def test_a_file_that_holds_no_text_is_named_without_its_content(tmp_path, content, told):
    (tmp_path / "secret").write_bytes(content)
    with pytest.raises(Misconfigured, match=f"PYPRAC_DB_URL_FILE names {tmp_path}/secret, which {told}") as refused:
        load(None, {"PYPRAC_DB_URL_FILE": str(tmp_path / "secret")})
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_mark_of_utf_8_at_the_start_of_a_file_is_no_part_of_the_secret(tmp_path):
    (tmp_path / "secret").write_bytes(b"\xef\xbb\xbfredis://h\r\n")
    assert load(None, {"PYPRAC_REDIS_URL_FILE": str(tmp_path / "secret")}).redis_url == "redis://h"
