const formats = new Map<string, Intl.NumberFormat>();

/** "1,204": digits are Latin ones in every language. */
export function formatNumber(n: number, language: string): string {
  return formatOf(language, "decimal").format(n);
}

/** "62%" of a share of 0.62. */
export function formatShare(share: number, language: string): string {
  return formatOf(language, "percent").format(share);
}

function formatOf(language: string, style: "decimal" | "percent"): Intl.NumberFormat {
  const name = `${language} ${style}`;
  let made = formats.get(name);
  if (!made) {
    made = new Intl.NumberFormat(`${language}-u-nu-latn`, { style, maximumFractionDigits: 0 });
    formats.set(name, made);
  }
  return made;
}
