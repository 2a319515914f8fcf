/** How far it is from what it is about, and from the edges of the window, in px. */
const GAP = 8;

/** Puts a card beside what it is about; on a phone it is at the bottom, and what it is about above it. */
export function besideBlock(
  card: HTMLElement | undefined,
  block: () => Element | null,
  _changed?: unknown,
): void {
  const about = block()?.getBoundingClientRect();
  if (!card || !about) return;
  card.style.removeProperty("left");
  card.style.removeProperty("top");
  const { width, height, top } = card.getBoundingClientRect();
  const isSheet = matchMedia("(width < 48rem)").matches;
  if (isSheet) {
    if (about.bottom + GAP > top) scrollBy({ top: about.bottom + GAP - top });
    return;
  }
  const { clientWidth, clientHeight } = document.documentElement;
  const sides = [about.right + GAP, about.left - GAP - width];
  const isInside = (x: number) => x >= GAP && x + width + GAP <= clientWidth;
  const left = sides.find(isInside) ?? GAP;
  const highest = Math.max(clientHeight - height - GAP, GAP);
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${Math.min(Math.max(about.top, GAP), highest) + scrollY}px`;
}
