import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** Goes on with Tab until something of this name has the focus, visibly. */
export async function reach(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return null;
      const labels = "labels" in element && element.labels instanceof NodeList
        ? [...element.labels].map((label) => label.textContent ?? "")
        : [];
      const around = [element, element.parentElement, element.closest("li")];
      const isSeen = around.some((each) => {
        const style = each && getComputedStyle(each);
        return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      });
      const said = element.getAttribute("aria-label") ?? element.innerText;
      return { names: [said, ...labels].map((text) => text.trim()), isSeen };
    });
    if (!focused?.names.some((each) => each === name || each.startsWith(`${name}\n`))) continue;
    assert(focused.isSeen, `${name} has the focus, and nobody sees it`);
    return;
  }
  throw new Error(`no way to ${name} with Tab on ${page.url()}`);
}
