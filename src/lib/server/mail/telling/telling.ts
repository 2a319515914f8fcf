import type { Reader } from "$lib/scheduling/wording.ts";
import type { Words } from "$lib/words/index.ts";
import type { Draft } from "../draft.ts";
import type { LetterFacts } from "../letter.ts";

/** What a kind of letter adds to the frame that all share. */
export type Told = Pick<
  Draft,
  "subject" | "heading" | "paragraphs" | "details" | "buttons" | "after"
>;

/** Whom a letter speaks to, and with which words. */
export interface Page {
  words: Words["letters"];
  reader: Reader;
  /** Values of the places in every text. */
  names: Record<"title" | "host" | "guest" | "when" | "deadline" | "was" | "to", string>;
}

export type Telling = (facts: LetterFacts, page: Page) => Told;
