/** What a page without the framework's scripts is made of on the server. */
const marked = new WeakSet<object>();

/**
 * Marks what `load` returns as read on the server alone, for pages with `csr = false`: it is otherwise written out for
 * scripts that are not there, texts and all, which takes longer than to make the page.
 */
export function unsent<Data extends object>(data: Data): Data {
  marked.add(data);
  return data;
}

const texts = new WeakMap<object, string>();

/** Marks what is the same on many pages, so that it is put into words for the scripts of one of them alone. */
export function sentAsText<Data extends object>(data: Data): Data {
  if (!texts.has(data)) texts.set(data, JSON.stringify(data));
  return data;
}

/** The JSON text of what was marked so. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? texts.get(value) : undefined;
}

export function isUnsent(value: unknown): boolean {
  return typeof value === "object" && value !== null && marked.has(value);
}
