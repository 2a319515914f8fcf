import * as v from "valibot";
import { accentShades, textOn } from "$lib/scheduling/accent-colour.ts";
import { AccentColour } from "$lib/scheduling/page-settings.ts";
import { darkColours, lightColours, typeColours } from "./colours.ts";

/** How the emails to the guests of a host or team look: like their pages. */
export interface EmailLook {
  /** `#rrggbb`; null for the product's own. */
  accent: string | null;
  /** Its absolute address, and whom it shows. */
  picture: { src: string; alt: string } | null;
  /** Whether the product is not named. */
  hideBranding: boolean;
}

/** Emails to hosts, and of who has set nothing. */
export const productLook: EmailLook = { accent: null, picture: null, hideBranding: false };

/** What is coloured in one theme: the line beside the meeting, and the main button. */
interface AccentColours {
  line: string;
  fill: string;
  edge: string;
  onFill: string;
}

/** An accent is the fill in both themes, with the text that can be read on it; lines are of its shades. */
export function accentColours(
  accent: string | null,
  typeColour: string,
): { day: AccentColours; night: AccentColours } {
  if (!v.is(AccentColour, accent)) {
    const { day, night } = typeColours[typeColour] ?? typeColours.blue!;
    return { day: ownColours(day, lightColours), night: ownColours(night, darkColours) };
  }
  const shades = (theme: "light" | "dark") => {
    const { primary } = accentShades(accent, theme);
    return { line: primary, fill: accent, edge: primary, onFill: textOn(accent) };
  };
  return { day: shades("light"), night: shades("dark") };
}

function ownColours(line: string, { primary, onPrimary }: typeof lightColours): AccentColours {
  return { line, fill: primary, edge: primary, onFill: onPrimary };
}
