"""What the extension costs a server whose user does not practise."""

import subprocess
import sys

import pytest

HEAVY = (
    "sqlalchemy",
    "alembic",
    "redis",
    "msgspec",
    "psycopg",
    "jupyter_pyprac.store",
    "jupyter_pyprac.practice",
)
LINKED = """
from jupyter_server.serverapp import ServerApp
app = ServerApp(jpserver_extensions={"jupyter_pyprac": True}, open_browser=False, allow_root=True, port=0)
app.initialize(argv=[], find_extensions=False, new_httpserver=False)
assert any("pyprac" in str(rule.matcher.regex.pattern) for rule in app.web_app.default_router.rules[0].target.rules)
"""


@pytest.mark.parametrize("code", ["import jupyter_pyprac.hosts.extension", LINKED], ids=["imported", "mounted"])
@pytest.mark.usefixtures("jp_environ")
def test_nothing_heavy_is_loaded_before_the_first_request(code: str):
    seen = "import sys\nprint([name for name in " + repr(HEAVY) + " if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"{code}\n{seen}"], capture_output=True, text=True, check=False
    )
    assert run.stdout.splitlines()[-1:] == ["[]"], run.stderr
