/** Whether the picker's script asks for the picker alone, without the page round it. */
export function isFragmentRequest(url: URL): boolean {
  return url.searchParams.get("part") === "picker";
}

/** Title and picker of a whole page of HTML; the page itself where it has no picker. */
export function pickerFragment(html: string): string {
  const [title = ""] = /<title>[^<]*<\/title>/.exec(html) ?? [];
  const [picker] = /<article\b[^>]*\bdata-picker\b[\s\S]*?<\/article>/.exec(html) ?? [];
  return picker ? `<!doctype html>${title}${picker}` : html;
}
