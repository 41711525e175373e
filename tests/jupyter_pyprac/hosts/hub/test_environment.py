"""What the Hub tells the service, and staff one that the Hub does not start."""

import pytest

from jupyter_pyprac.errors import Misconfigured
from jupyter_pyprac.hosts.hub.environment import HubEnvironment


@pytest.mark.parametrize("name", ["NAME", "URL", "API_URL", "API_TOKEN"])
def test_what_the_hub_has_not_set_is_named(variables, name):
    variable = f"JUPYTERHUB_{name}" if name.startswith("API") else f"JUPYTERHUB_SERVICE_{name}"
    with pytest.raises(Misconfigured, match=variable):
        HubEnvironment.read({**variables, variable: ""})


@pytest.mark.parametrize(
    ("api", "prefix"),
    [
        ("http://127.0.0.1:8081/hub/api", "/services/pyprac/"),
        ("http://127.0.0.1:8081/class/hub/api", "/class/services/pyprac/"),
        ("http://127.0.0.1:8081/a/hub/api/", "/a/services/pyprac/"),
    ],
)
def test_a_service_that_the_hub_does_not_start_is_below_the_hubs_base_url(variables, api, prefix):
    given = {**variables, "JUPYTERHUB_API_URL": api, "JUPYTERHUB_SERVICE_PREFIX": ""}
    assert HubEnvironment.read(given).prefix == prefix


@pytest.mark.parametrize(
    "url", ["127.0.0.1:1", "http://127.0.0.1", "https://h:1", "http://h:x", "http://:1", "http://[::1"]
)
def test_an_address_that_cannot_be_listened_at_is_refused(variables, url):
    with pytest.raises(Misconfigured, match="JUPYTERHUB_SERVICE_URL"):
        HubEnvironment.read({**variables, "JUPYTERHUB_SERVICE_URL": url})


def test_without_a_prefix_it_is_that_of_the_name(variables):
    del variables["JUPYTERHUB_SERVICE_PREFIX"]
    assert HubEnvironment.read({**variables, "JUPYTERHUB_SERVICE_NAME": "p"}).prefix == "/services/p/"
