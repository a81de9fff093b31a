"""How long a web page takes to show its first letters: `python -m tests.reading.opening FILE.html`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from compiler.checks import tools

TIMES = 5
_WATCH = """window.seen = {};
new PerformanceObserver(list => { for (const one of list.getEntries()) seen[one.name || one.entryType] = Math.round(one.startTime); })
    .observe({ entryTypes: ["paint", "largest-contentful-paint"] });"""


def main(path: Path) -> None:
    """Prints milliseconds from the opening of the file to its first and its largest content on the screen, and to its end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=["--no-sandbox", "--disable-gpu"])
        for _ in range(TIMES):
            context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.goto(path.resolve().as_uri())
            page.wait_for_timeout(1000)
            seen = page.evaluate("window.seen")
            end = page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)")
            print(
                f"first {seen['first-contentful-paint']} ms, largest {seen['largest-contentful-paint']} ms, end {end} ms"
            )
            context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
