"""One line in jupyterhub_config.py: it adds what a class needs, and leaves all that staff have set as it was."""

import sys
from types import SimpleNamespace

import pytest
from traitlets.config import Config

from jupyter_pyprac.hosts.hub import configure

ACCESS = "access:services!service=pyprac"
NOTHING: dict[str, str] = {}


def configured(c: Config, **more) -> Config:
    configure(c, **{"environment": NOTHING, **more})
    return c


def service(c: Config) -> dict:
    [found] = [each for each in plain(c.JupyterHub.services) if each["name"] == "pyprac"]
    return found


def plain(value, empty=None):
    """What JupyterHub makes of a setting that was only added to."""
    return value.get_value([] if empty is None else empty) if hasattr(value, "get_value") else value


def role(c: Config, name: str) -> dict:
    [found] = [each for each in plain(c.JupyterHub.load_roles) if each["name"] == name]
    return found


def test_a_bare_hub_gets_a_managed_service_and_the_way_to_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    c = configured(Config())
    assert service(c) == {
        "name": "pyprac",
        "url": "http://127.0.0.1:28090",
        "oauth_no_confirm": True,
        "display": False,
        "command": [sys.executable, "-m", "jupyter_pyprac", "hub", "--managed"],
        "environment": {"PYPRAC_DATA_DIR": str(tmp_path / "pyprac")},
    }
    assert role(c, "user")["scopes"] == ["self", ACCESS]
    assert role(c, "pyprac-service") == {
        "name": "pyprac-service",
        "scopes": ["list:groups", "read:groups:name"],
        "services": ["pyprac"],
    }
    assert c.Spawner.server_token_scopes == ["users:activity!user", "access:servers!server", ACCESS]
    assert plain(c.Spawner.environment, {}) == {"PYPRAC_UPSTREAM": "http://127.0.0.1:28090/services/pyprac/"}


def test_root_keeps_the_data_where_daemons_do(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert service(configured(Config()))["environment"] == {"PYPRAC_DATA_DIR": "/var/lib/pyprac"}


def test_the_hubs_own_settings_of_ours_go_to_the_service_and_to_nobody_else():
    given = {"PYPRAC_DB_URL": "postgresql://u:p@h/d", "PYPRAC_DATA_DIR": "/d", "PATH": "/bin", "SECRET": "x"}
    c = configured(Config(), environment=given)
    assert service(c)["environment"] == {"PYPRAC_DB_URL": "postgresql://u:p@h/d", "PYPRAC_DATA_DIR": "/d"}
    assert "p@h" not in str(c.Spawner)


def test_what_staff_have_set_stays():
    c = Config()
    c.JupyterHub.services = [
        {"name": "cull", "command": ["x"]},
        {"name": "pyprac", "url": "http://127.0.0.1:9", "user": "u"},
    ]
    c.JupyterHub.load_roles = [
        {"name": "user", "scopes": ["self", "shares!user"]},
        {"name": "server", "scopes": ["users:activity!user", "custom:x"]},
        {"name": "cull", "scopes": ["admin:servers"], "services": ["cull"]},
    ]
    c.Spawner.environment = {"LANG": "de_DE.UTF-8"}
    configured(c)
    assert c.JupyterHub.services[0] == {"name": "cull", "command": ["x"]}
    assert (service(c)["url"], service(c)["user"]) == ("http://127.0.0.1:9", "u")
    assert [each["name"] for each in c.JupyterHub.load_roles] == ["user", "server", "cull", "pyprac-service"]
    assert role(c, "user")["scopes"] == ["self", "shares!user", ACCESS]
    assert c.Spawner.server_token_scopes == ["users:activity!user", "custom:x", ACCESS]
    assert c.Spawner.environment == {"LANG": "de_DE.UTF-8", "PYPRAC_UPSTREAM": "http://127.0.0.1:9/services/pyprac/"}


def test_lists_that_another_file_sets_or_adds_to_keep_their_entries():
    """As by `load_subconfig`, where this file's settings are merged into those of the one that loads it."""
    c = configured(Config())
    outer = Config()
    outer.JupyterHub.services = [{"name": "cull"}]
    outer.Spawner.environment = {"LANG": "C.UTF-8"}
    outer.merge(c)
    assert [each["name"] for each in outer.JupyterHub.services] == ["cull", "pyprac"]
    assert set(outer.Spawner.environment) == {"LANG", "PYPRAC_UPSTREAM"}


def test_settings_that_staff_add_to_are_added_to():
    c = Config()
    c.JupyterHub.services.append({"name": "cull"})
    c.Spawner.environment.update({"LANG": "C.UTF-8"})
    configured(c)
    assert [each["name"] for each in plain(c.JupyterHub.services)] == ["cull", "pyprac"]
    assert set(plain(c.Spawner.environment, {})) == {"LANG", "PYPRAC_UPSTREAM"}


def test_scopes_that_a_function_gives_are_extended():
    c = Config()
    c.Spawner.server_token_scopes = lambda spawner: [f"of {spawner.name}"]
    configured(c)
    assert c.Spawner.server_token_scopes(SimpleNamespace(name="ada")) == ["of ada", ACCESS]


def test_scopes_added_to_every_user_stay_in_force():
    c = Config()
    c.JupyterHub.extra_user_scopes = {"shares!user"}
    configured(c)
    assert c.JupyterHub.extra_user_scopes == {"shares!user", ACCESS}
    assert [each["name"] for each in plain(c.JupyterHub.load_roles)] == ["pyprac-service"]


def test_a_kind_of_spawner_with_settings_of_its_own_gets_them_too():
    c = Config()
    c.KubeSpawner.environment = {"LANG": "C.UTF-8"}
    c.KubeSpawner.server_token_scopes = ["access:servers!server"]
    c.DockerSpawner.image = "x"
    configured(c, upstream="http://pyprac:8000")
    address = "http://pyprac:8000/services/pyprac/"
    assert c.KubeSpawner.environment == {"LANG": "C.UTF-8", "PYPRAC_UPSTREAM": address}
    assert c.KubeSpawner.server_token_scopes == ["access:servers!server", ACCESS]
    assert dict(c.DockerSpawner) == {"image": "x"}


def test_an_address_that_staff_give_to_servers_by_hand_stays():
    c = Config()
    c.Spawner.environment = {"PYPRAC_UPSTREAM": "http://elsewhere/services/pyprac/"}
    assert configured(c).Spawner.environment == {"PYPRAC_UPSTREAM": "http://elsewhere/services/pyprac/"}


@pytest.mark.parametrize(
    ("settings", "more", "address"),
    [
        ({"base_url": "/class"}, {}, "http://127.0.0.1:28090/class/services/pyprac/"),
        ({"bind_url": "http://:8000/a/b/"}, {}, "http://127.0.0.1:28090/a/b/services/pyprac/"),
        ({"bind_url": "http://:8000"}, {"url": "http://0.0.0.0:9000"}, "http://0.0.0.0:9000/services/pyprac/"),
        ({}, {"upstream": "https://hub.example/a/services/pyprac/"}, "https://hub.example/a/services/pyprac/"),
    ],
)
def test_servers_find_the_service(settings, more, address):
    c = Config({"JupyterHub": settings})
    configured(c, **more)
    assert plain(c.Spawner.environment, {})["PYPRAC_UPSTREAM"] == address


def test_a_service_that_runs_by_itself_is_not_started():
    c = configured(Config(), url="http://10.0.0.5:28090", managed=False)
    assert service(c) == {"name": "pyprac", "url": "http://10.0.0.5:28090", "oauth_no_confirm": True, "display": False}


NO_ADDRESSES = (
    *("", "127.0.0.1:28090", "unix:///x", "http://", "http://h:x", "http://h:0", "http://h:65536", "http://:28090"),
    *("http://u@h:1", "http://h:1/?a", "http://h:1/#a", "http://[::1", 28090, b"http://h:1"),
)


@pytest.mark.parametrize("url", NO_ADDRESSES)
@pytest.mark.parametrize("name", ["url", "upstream"])
def test_an_address_that_is_none_is_refused(name, url):
    with pytest.raises(ValueError, match=rf"^{name}=.* must be like http://127\.0\.0\.1:28090"):
        configured(Config(), **{name: url})


@pytest.mark.parametrize("url", ["http://h", "https://h:28090"])
def test_a_service_that_the_hub_starts_is_given_an_address_at_which_it_can_listen(url):
    with pytest.raises(ValueError, match="listens there"):
        configured(Config(), url=url)
    assert service(configured(Config(), url=url, managed=False))["url"] == url


def test_an_entry_of_staffs_own_with_no_address_is_refused():
    c = Config()
    c.JupyterHub.services = [{"name": "pyprac", "url": "http://h:x"}]
    with pytest.raises(ValueError, match=r"^url="):
        configured(c)


def test_values_of_another_type_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="True or False"):
        configured(Config(), managed="no")
    with pytest.raises(ValueError, match=r"PYPRAC_GRADERS .* int: put its value in quotes"):
        configured(Config(), environment={"PYPRAC_GRADERS": 2})


def test_a_hub_that_speaks_tls_with_its_own_services_is_refused_with_a_sentence():
    c = Config()
    c.JupyterHub.internal_ssl = True
    with pytest.raises(ValueError, match="internal_ssl"):
        configured(c)
    c.JupyterHub.internal_ssl = False
    assert service(configured(c))
