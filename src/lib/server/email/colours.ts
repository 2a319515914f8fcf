/** The product's colours as hex values (see `src/styles/tokens.css`), since mail programs do not support CSS variables. */
export const lightColours = {
  ground: "#f7f5ef",
  card: "#fffefb",
  line: "#e2ddd0",
  ink: "#1d231f",
  soft: "#535a53",
  faint: "#646a61",
  primary: "#1d6049",
  onPrimary: "#ffffff",
  edge: "#8c8778",
  sunken: "#efece3",
};

export const darkColours: typeof lightColours = {
  ground: "#111411",
  card: "#191d1a",
  line: "#2f3630",
  ink: "#edf0ea",
  soft: "#b3bbb2",
  faint: "#969f95",
  primary: "#7ecfad",
  onPrimary: "#082017",
  edge: "#727c74",
  sunken: "#222723",
};

/** The colours of event types in the light and the dark theme. */
export const typeColours: Record<string, { day: string; night: string }> = {
  blue: { day: "#2f6bc0", night: "#7fb0f5" },
  green: { day: "#2e8058", night: "#6fcf9d" },
  violet: { day: "#7250c4", night: "#b49af0" },
  amber: { day: "#b07408", night: "#eab54e" },
  rose: { day: "#c2446c", night: "#f28fae" },
  teal: { day: "#18808a", night: "#5fc9d2" },
};
