/** Blank in print, though Unicode counts it as a symbol: the Braille pattern without dots. */
const BLANK = "\u2800";

/** Characters that show nothing by themselves: blanks, control and format characters, fillers, marks that need a letter. */
const INVISIBLE_ALONE = new RegExp(
  `[\\p{C}\\p{Z}\\p{M}\\p{Default_Ignorable_Code_Point}${BLANK}]`,
  "u",
);
/** Of these, the ones that show nothing beside a letter either. */
const INVISIBLE_ANYWHERE = new RegExp(
  `[\\p{C}\\p{Z}\\p{Default_Ignorable_Code_Point}${BLANK}]`,
  "u",
);

/** Whether a reader sees anything of a text. */
export function isVisible(text: string): boolean {
  return [...text].some((character) => !INVISIBLE_ALONE.test(character));
}

/** Whether a character is invisible beside a letter; an accent is not. */
export function isInvisible(character: string): boolean {
  return INVISIBLE_ANYWHERE.test(character);
}
