import type { Font } from "./font.ts";

const ELLIPSIS = "…";
/** What marks, joins or chooses a form of what is left out; the joiner of Persian words (U+200C) stays. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
const textual = /[\p{L}\p{M}\p{N}]/u;

/**
 * A text in one line as it can be drawn: without symbols that no font has, and empty where a sign of a word is missing, because
 * half a name is worse than none.
 */
export function drawable(text: string, fonts: readonly Font[]): string {
  const plain = text.toWellFormed().replaceAll("\uFFFD", "").normalize("NFC")
    .replace(/\s+/g, " ").replace(unseen, (each) => each === "\u200C" ? each : "");
  let drawn = "";
  for (const character of plain) {
    if (widthOf(character, fonts) !== null) drawn += character;
    else if (textual.test(character)) return "";
  }
  return drawn.replace(/ +/g, " ").trim();
}

/** Whether a text starts from the right: its first word begins in Arabic or Hebrew. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first);
}

/** Breaks a drawable text at words into at most `most` lines of a width in sizes of the font; what is too long is cut. */
export function brokenInto(
  most: number,
  text: string,
  width: number,
  fonts: readonly Font[],
): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest && lines.length < most) {
    const taken = lines.length + 1 === most ? rest : wordsWithin(rest, width, fonts);
    const line = cutTo(taken, width, fonts);
    lines.push(line);
    // After a word that one line cannot hold nothing follows.
    rest = line === taken ? rest.slice(taken.length).trim() : "";
  }
  return lines;
}

/** The words that fit, or one that does not. */
function wordsWithin(text: string, width: number, fonts: readonly Font[]): string {
  if (textWidth(text, fonts) <= width) return text;
  const words = text.split(" ");
  let taken = words[0]!;
  for (const word of words.slice(1)) {
    const longer = `${taken} ${word}`;
    if (textWidth(longer, fonts) > width) break;
    taken = longer;
  }
  return taken;
}

/** The start of a text that fits with its ellipsis. */
function cutTo(text: string, width: number, fonts: readonly Font[]): string {
  if (textWidth(text, fonts) <= width) return text;
  const room = width - (widthOf(ELLIPSIS, fonts) ?? 0);
  let kept = "", used = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    used += textWidth(segment, fonts);
    if (used > room) break;
    kept += segment;
  }
  const word = kept.lastIndexOf(" ");
  return (word > kept.length / 2 ? kept.slice(0, word) : kept).trimEnd() + ELLIPSIS;
}

/** A text in parts that one font has, so that each is drawn in the weight that was asked for. */
export function runsOf(text: string, fonts: readonly Font[]): { text: string; font: Font }[] {
  const runs: { text: string; font: Font }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!, last = runs.at(-1);
    if (last && (isUnseen(character) || last.font.widthOf(code) !== null)) last.text += character;
    else runs.push({ text: character, font: fontOf(code, fonts) });
  }
  return runs;
}

function isUnseen(character: string): boolean {
  return /\p{Cf}/u.test(character);
}

function fontOf(code: number, fonts: readonly Font[]): Font {
  return fonts.find((font) => font.widthOf(code) !== null) ?? fonts[0]!;
}

/** Without ligatures and kerning, which make it narrower. */
export function textWidth(text: string, fonts: readonly Font[]): number {
  return [...text].reduce((sum, character) => sum + (widthOf(character, fonts) ?? 0), 0);
}

function widthOf(character: string, fonts: readonly Font[]): number | null {
  const code = character.codePointAt(0)!;
  return fontOf(code, fonts).widthOf(code);
}
