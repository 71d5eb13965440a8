"""Selecting words on the paper as a hand with a mouse does."""

from playwright.sync_api import Page

# The rectangles of the first and the last character of some words on the paper.
PLACES = """words => {
  const walker = document.createTreeWalker(document.querySelector("#paper"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    return [at, at + words.length - 1].map((place) => {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const { left, right, top, height } = range.getBoundingClientRect();
      return { left, right, y: top + height / 2 };
    });
  }
}"""


def drag_over(page: Page, words: str) -> None:
    """Press at the beginning of `words`, draw to their end, let go.

    Once more where the page has moved under the hand meanwhile.
    """
    page.wait_for_load_state("load")
    for _ in range(5):
        first, last = page.evaluate(PLACES, words)
        page.mouse.move(first["left"] + 1, first["y"])
        page.mouse.down()
        page.mouse.move(last["left"], last["y"], steps=4)
        page.mouse.move(last["right"] - 1, last["y"])
        page.mouse.up()
        if page.evaluate("getSelection().toString()") == words:
            return
        page.mouse.click(2, 2)  # lets go of what was selected by mistake
    raise AssertionError(f"{words} could not be selected")
