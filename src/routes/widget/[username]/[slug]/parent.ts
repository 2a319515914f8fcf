/** The origin of the page round the widget, as its loader names it; null when there is none to be told anything. */
export function parentOf(url: URL): string | null {
  const parent = url.searchParams.get("parent") ?? "";
  return self.parent !== self && /^https?:\/\/[^/?#\s]+$/.test(parent) ? parent : null;
}

/** Tells the page round the widget, and no other, what has happened here. */
export function tellParent(parent: string, what: string, detail: object): void {
  self.parent.postMessage({ invito: what, ...detail }, parent);
}
