import { darkColours } from "./colours.ts";
import type { accentColours } from "./look.ts";

/** Media queries, which inline styles cannot express: the dark theme, and full-width buttons on phones. */
export function styleSheet({ night }: ReturnType<typeof accentColours>): string {
  const dark = {
    "body": `background:${darkColours.ground}`,
    ".card": `background:${darkColours.card};border-color:${darkColours.line}`,
    ".meeting": `background:${darkColours.sunken};border-color:${night.line}`,
    ".ink": `color:${darkColours.ink}`,
    ".soft": `color:${darkColours.soft}`,
    ".faint": `color:${darkColours.faint}`,
    ".rule": `border-color:${darkColours.line}`,
    ".main": `background:${night.fill};border-color:${night.edge};color:${night.onFill}`,
    ".quiet":
      `background:${darkColours.card};border-color:${darkColours.edge};color:${darkColours.ink}`,
  };
  const narrow = {
    ".page": "padding:0",
    ".card": "border-width:0 0 1px;border-radius:0;padding:28px 20px",
    ".foot": "padding:20px",
    ".button": "display:block;margin:0 0 12px",
  };
  return `@media (max-width:480px){${important(narrow)}}` +
    `@media (prefers-color-scheme:dark){${important(dark)}}`;
}

/** Adds `!important` to override the inline styles. */
function important(rules: Record<string, string>): string {
  return Object.entries(rules).map(([name, value]) =>
    `${name}{${value.split(";").map((part) => `${part} !important`).join(";")}}`
  ).join("");
}
