/** Whether an Accept header asks for Markdown (RFC 9110 §12.5.1, RFC 7763): it names it, and HTML no more than it. */
export function prefersMarkdown(accept: string | null): boolean {
  const markdown = weightOf(accept, "text/markdown");
  return markdown > 0 && markdown >= weightOf(accept, "text/html");
}

/** How much a media type is wanted, 0 to 1; ranges with `*` do not count, as every browser sends one. */
function weightOf(accept: string | null, type: string): number {
  for (const range of (accept ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim());
    if (name !== type) continue;
    const weight = parameters.find((part) => part.startsWith("q="));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}
