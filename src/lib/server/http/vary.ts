/** Names request headers that an answer depends on, each once. */
export function addVary(headers: Headers, ...names: string[]): void {
  const is = (headers.get("vary") ?? "").toLowerCase().split(",").map((name) => name.trim())
    .filter(Boolean);
  headers.set("vary", [...new Set([...is, ...names])].join(", "));
}
