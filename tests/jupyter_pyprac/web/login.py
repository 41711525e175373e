"""A browser in front of a Jupyter server."""

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from tests.jupyter_pyprac.web.doors import LocalDoor
from tests.jupyter_pyprac.web.school import School


def host_of(school: School) -> str:
    """The server's host as a browser spells it; the names of the cookies hold it."""
    return f"localhost:{school.door.port}"


async def login(school: School) -> str:
    """The cookies of a browser that has logged in and has shown a page."""
    door = school.door
    assert isinstance(door, LocalDoor)
    headers = door.headers("ada") | {"Host": host_of(school)}
    page = HTTPRequest(f"http://127.0.0.1:{door.port}{door.app.base_url}lab", headers=headers, follow_redirects=False)
    response = await AsyncHTTPClient().fetch(page, raise_error=False)
    return "; ".join(cookie.partition(";")[0] for cookie in response.headers.get_list("Set-Cookie"))
