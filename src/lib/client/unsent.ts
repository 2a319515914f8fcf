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

export function isUnsent(value: unknown): boolean {
  return typeof value === "object" && value !== null && marked.has(value);
}
