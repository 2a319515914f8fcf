/** The colours of a theme that an accent colour sets, as `#rrggbb`. */
export interface AccentShades {
  primary: string;
  strong: string;
  soft: string;
  on: string;
}

type Rgb = readonly [number, number, number];

/** The least contrast of text, by WCAG 2.2 (1.4.3). */
const LEAST_CONTRAST = 4.5;
const STEPS = 25;

const black: Rgb = [0, 0, 0];
const white: Rgb = [255, 255, 255];

/** Backgrounds on which the accent stands as text, as in `styles/tokens.css`. */
const light = { away: black, surface: "#fffefb", behind: ["#f7f5ef", "#fffefb", "#efece3"] };
const dark = { away: white, surface: "#191d1a", behind: ["#111411", "#191d1a", "#222723"] };

/** An accent colour `#rrggbb` in both themes: as little darker or lighter as reading needs. */
export function accentShades(accent: string): { light: AccentShades; dark: AccentShades } {
  const own = parseColour(accent);
  return {
    light: shadesFor(own, light, white, 0.1),
    dark: shadesFor(own, dark, mix(own, black, 0.9), 0.16),
  };
}

function shadesFor(own: Rgb, theme: typeof light, on: Rgb, softness: number): AccentShades {
  const surface = parseColour(theme.surface);
  const behind = theme.behind.map(parseColour);
  for (let step = 0; step < STEPS; step++) {
    const primary = mix(own, theme.away, step / STEPS);
    const soft = mix(surface, primary, softness);
    const isLegible = [...behind, soft, on].every((other) =>
      contrast(primary, other) >= LEAST_CONTRAST
    );
    if (isLegible) return named(primary, mix(primary, theme.away, 0.25), soft, on);
  }
  return named(theme.away, theme.away, mix(surface, theme.away, softness), on);
}

function named(primary: Rgb, strong: Rgb, soft: Rgb, on: Rgb): AccentShades {
  return { primary: hex(primary), strong: hex(strong), soft: hex(soft), on: hex(on) };
}

/** The contrast of two colours `#rrggbb` by WCAG 2.2, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parseColour(one), parseColour(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function mix([r, g, b]: Rgb, [toR, toG, toB]: Rgb, part: number): Rgb {
  const between = (from: number, to: number) => Math.round(from + (to - from) * part);
  return [between(r, toR), between(g, toG), between(b, toB)];
}

function parseColour(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function hex(colour: Rgb): string {
  return "#" + colour.map((channel) => channel.toString(16).padStart(2, "0")).join("");
}
