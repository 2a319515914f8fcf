/** The surfaces of a page that text and buttons stand on, the hardest to read on of each theme: `styles/tokens.css`. */
const surfaces = { light: "#efece3", dark: "#222723" };
/** What text needs against its background: WCAG 2.2, 1.4.3. */
const TEXT_CONTRAST = 4.5;
const STEP = 0.04;

/** A colour as the page uses it in one theme. */
interface AccentShades {
  primary: string;
  strong: string;
  soft: string;
}

/** Rules that give a page this accent (`#rrggbb`): fills are of it, texts and lines of shades that can be read in each theme. */
export function accentStyles(accent: string): string {
  const light = accentShades(accent, "light"), dark = accentShades(accent, "dark");
  const text = textOn(accent), away = text === "#ffffff" ? "#000000" : "#ffffff";
  const hovered = mixed(accent, away, 0.2);
  const both = (shade: keyof AccentShades) => `light-dark(${light[shade]},${dark[shade]})`;
  return `:root{--color-primary:${both("primary")};--color-primary-strong:${both("strong")};` +
    `--color-primary-soft:${both("soft")};--color-fill:${accent};--color-fill-strong:${hovered};` +
    `--color-on-primary:${text}}`;
}

/** The accent and its shades in one theme: darker, or lighter, until text in it can be read. */
export function accentShades(accent: string, theme: "light" | "dark"): AccentShades {
  const surface = surfaces[theme], away = theme === "light" ? "#000000" : "#ffffff";
  const soft = mixed(surface, accent, 0.12);
  let primary = accent;
  for (let part = STEP; !isReadable(primary, surface) || !isReadable(primary, soft); part += STEP) {
    primary = mixed(accent, away, Math.min(part, 1));
    if (part >= 1) break;
  }
  return { primary, strong: mixed(primary, away, 0.2), soft };
}

/** Black or white, whichever can be read better on a colour. */
export function textOn(colour: string): string {
  return contrast("#ffffff", colour) >= contrast("#000000", colour) ? "#ffffff" : "#000000";
}

function isReadable(text: string, background: string): boolean {
  return contrast(text, background) >= TEXT_CONTRAST;
}

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = partsOf(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A colour with a part, 0 to 1, of another. */
function mixed(colour: string, other: string, part: number): string {
  const others = partsOf(other);
  return "#" + partsOf(colour)
    .map((value, i) => Math.round(value + (others[i]! - value) * part))
    .map((value) => value.toString(16).padStart(2, "0"))
    .join("");
}

function partsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
