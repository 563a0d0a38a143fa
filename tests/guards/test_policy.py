"""The page's own policy, in a browser: with it a script in the page is dead, without it not."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from building import SMALL
from guards.taking_away import shown
from harness import serve

HOSTILE = (
    "<script>window.ran = true</script>"
    "<img src=data:, onerror='window.ran = true'><base href='https://elsewhere.example/'>"
)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.mark.parametrize("guarded", [True, False])
def test_a_script_that_came_through_all_the_rest_does_not_run(
    chromium: Browser,
    tmp_path: Path,
    guarded: bool,  # noqa: FBT001 (a case of the test)
) -> None:
    page = shown(tmp_path / "site", SMALL)["index.html"]
    assert 1 == len(POLICY.findall(page))
    poisoned = page.replace(b"</body>", HOSTILE.encode() + b"</body>")
    (tmp_path / "index.html").write_bytes(poisoned if guarded else POLICY.sub(b"", poisoned))

    with serve(tmp_path) as address:
        browser = chromium.new_page()
        browser.route(re.compile("elsewhere"), lambda route: route.abort())
        browser.goto(f"{address}/index.html", wait_until="load")
        ran = browser.evaluate("window.ran === true")
        base = browser.evaluate("document.baseURI")
        browser.close()

    assert guarded is not ran
    assert guarded is base.startswith(address)
