"""What watches over all tests here: a request to elsewhere is noted, and nobody answers."""

from pathlib import Path

from playwright.sync_api import Browser

from harness import asked_elsewhere, serve

ELSEWHERE = {
    "https://elsewhere.example/a.png",
    "http://192.0.2.1/b.png",
    "http://[2001:db8::1]/c.png",
    "https://elsewhere.example/d",
    "https://elsewhere.example/",
}


def test_a_request_to_elsewhere_is_noted_and_fails(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        """<!DOCTYPE html><title>x</title><img src="https://elsewhere.example/a.png">
        <img src="http://192.0.2.1/b.png"><img src="http://[2001:db8::1]/c.png"><img src="e.png">
        <script>fetch("https://elsewhere.example/d").catch(() => document.title = "no")</script>
        <a href="https://elsewhere.example/">away</a>""",
        encoding="utf-8",
    )
    context = chromium.new_context()
    strayed = asked_elsewhere(context)
    page = context.new_page()
    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    with serve(tmp_path) as address:
        page.goto(f"{address}/index.html")
        page.wait_for_function("document.title === 'no'")
        page.get_by_role("link").click()
        page.wait_for_url("chrome-error://**")
    context.close()

    assert set(strayed) == ELSEWHERE
    assert failed == dict.fromkeys(ELSEWHERE, "net::ERR_NAME_NOT_RESOLVED")
