import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { root } from "../../src/tasks/build-site.ts";

interface Retired {
  word: string;
  instead: string;
  /** Texts in which the word means something else. */
  allowed?: string[];
}

/** What pages, emails and the terminal no longer say: as words, in any case. */
const inTexts: Retired[] = [
  { word: "letter", instead: "email" },
  { word: "letters", instead: "emails", allowed: ["lowercase letters", "plain letters"] },
  { word: "outbox", instead: "Emails" },
  { word: "mail address", instead: "email address" },
  { word: "e-mail", instead: "email" },
  { word: "user name", instead: "username" },
  { word: "ran out", instead: "expired" },
  { word: "run out", instead: "expired" },
  { word: "runs out", instead: "expires" },
  { word: "take back", instead: "withdraw, revoke" },
  { word: "taken back", instead: "withdrawn, revoked" },
  { word: "took back", instead: "withdrew, revoked" },
  { word: "say no", instead: "decline" },
  { word: "said no", instead: "declined" },
  { word: "with a yes", instead: "confirmation" },
  { word: "with a no", instead: "decline" },
  { word: "one press", instead: "select, confirm" },
  { word: "press", instead: "select, use" },
  { word: "at once", instead: "right away, instantly" },
  { word: "at the most", instead: "up to" },
  { word: "day off", instead: "time off" },
  { word: "days off", instead: "time off" },
  { word: "single dates", instead: "date overrides" },
  { word: "days ahead", instead: "booking window" },
  { word: "why not?", instead: "Troubleshoot" },
  { word: "wholly", instead: "partly synced" },
  { word: "last known", instead: "busy times from the last sync" },
  { word: "let in again", instead: "unblock" },
  { word: "prove", instead: "verify, confirm" },
  { word: "proved", instead: "verified, confirmed" },
  { word: "standard words", instead: "default text" },
  { word: "number of the fault", instead: "error ID" },
  { word: "put back", instead: "restore" },
  { word: "mend", instead: "fix" },
  { word: "switch on", instead: "turn on" },
  { word: "switched off", instead: "turned off" },
  { word: "is told", instead: "is notified" },
  { word: "has been told", instead: "has been notified" },
  { word: "wish", instead: "request" },
  { word: "entry", instead: "event", allowed: ["… entry blocked"] },
  { word: "the entries", instead: "the events" },
];

/** Names that the code, its comments and the documents no longer use; docs/glossary.md has the words of today. */
const inCode: Record<string, string> = {
  countedAs: "limitKeys",
  WayIn: "SignInMethod",
  bookedEventType: "getBookedEventType",
  askAboutDay: "askCalendarsForDay",
  checkNow: "checkConflicts",
  turnGuard: "bumpVersion",
  beginTurn: "bumpVersion",
  expireInTurn: "withLock",
  openTurns: "openLocks",
  readPerson: "readSnapshots",
  readPersons: "readSnapshots",
  SlotQuestion: "SlotQuery",
  nearestOffers: "suggestAlternatives",
  showChosen: "PickerQuery",
  AnswerRecord: "IdempotencyRecord",
  crowding: "pending limits",
  gatherApp: "createApp",
  ConsentServer: "OAuthProvider",
  EventTypeWish: "EventTypeInput",
  JobWish: "NewJob",
  takeBackMove: "withdrawReschedule",
  moveNotice: "rescheduleNotice",
  cancelNotice: "cancellationNotice",
  GuestDeed: "GuestAction",
  horizonDays: "bookingWindowDays",
  overStale: "whenCalendarStale",
  byLinkOnly: "privateLinkOnly",
  viaLink: "privateLink",
  typedEarly: "earlyInput",
  guestCheck: "requireVerifiedEmail",
  askedBecause: "approvalReason",
  hasLeft: "isClosed",
  foreignParts: "preserved properties",
  letterWords: "emailTemplates",
  OwnWords: "EmailTemplate",
  LetterKind: "EmailKind",
  politeness: "request pacing",
};

Deno.test("retired names: none in code, comments and documents", async () => {
  const names = new RegExp(`(?<!\\w)(${Object.keys(inCode).join("|")})(?!\\w)`, "g");
  const standing: string[] = [];
  for (const folder of ["src", "docs"]) {
    for await (const path of filesIn(`${root}/${folder}`, "")) {
      if (!/\.(ts|svelte|md)$/.test(path)) continue;
      for (const [name] of (await Deno.readTextFile(path)).matchAll(names)) {
        standing.push(`${path}: ${name} → ${inCode[name]}`);
      }
    }
  }
  assert.deepEqual(standing, []);
});

Deno.test("retired words: none in the catalogue", () => {
  assert.deepEqual(found(sentencesOf(messages("en"), "en")), []);
});

Deno.test("retired words: none in the text of a component", async () => {
  const texts: [string, string][] = [];
  for await (const path of filesIn(`${root}/src`, ".svelte")) {
    const markup = (await Deno.readTextFile(path))
      .replace(/<(script|style)[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, "")
      .replace(/\{[^{}]*\}/g, " ");
    for (const [, text = ""] of markup.matchAll(/>([^<>{}]+)</g)) texts.push([path, text]);
    for (const [, text = ""] of markup.matchAll(/\s(?:aria-label|title|alt)="([^"{}]+)"/g)) {
      texts.push([path, text]);
    }
  }
  assert.deepEqual(found(texts), []);
});

/** Where a retired word stands, and what to write instead. */
function found(texts: [where: string, text: string][]): string[] {
  return texts.flatMap(([where, text]) =>
    inTexts.filter((retired) => says(text, retired)).map(({ word, instead }) =>
      `${where}: “${word}” → ${instead}: ${text}`
    )
  );
}

function says(text: string, { word, allowed = [] }: Retired): boolean {
  const read = text.replace(/\{\w+\}/g, "…").toLowerCase();
  const rest = allowed.reduce((left, fine) => left.replaceAll(fine, ""), read);
  return new RegExp(`(?<![\\w-])${RegExp.escape(word.toLowerCase())}(?![\\w-])`).test(rest);
}

/** Every text of the catalogue with the path of its keys. */
function sentencesOf(part: unknown, path: string): [string, string][] {
  if (typeof part === "string") return [[path, part]];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => sentencesOf(value, `${path}.${key}`));
}

async function* filesIn(folder: string, ending: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesIn(path, ending);
    else if (name.endsWith(ending)) yield path;
  }
}
