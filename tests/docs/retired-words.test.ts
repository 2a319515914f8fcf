import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { root } from "../../src/tasks/root.ts";
import { filesIn, sourceTexts } from "../support/source-texts.ts";

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

/** Names that code, comments, documents and tests no longer use; docs/glossary.md has the words of today. */
const inNames: Record<string, string> = {
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
  readGrounds: "readSnapshots",
  groundsOf: "readSnapshots",
  namedGrounds: "readSnapshots",
  Terms: "HostPolicies",
  Grounds: "AvailabilityInputs",
  askFirst: "requiresApproval",
  SlotQuestion: "SlotQuery",
  offersIn: "findSlots",
  nearestOffers: "suggestAlternatives",
  Verdict: "Decision",
  readAsk: "parsePickerQuery",
  showChosen: "PickerQuery",
  answerForm: "submitBookingForm",
  AnswerRecord: "IdempotencyRecord",
  crowding: "pending limits",
  countedAs: "limitKeys",
  gatherApp: "createApp",
  handover: "runtime globals",
  guarding: "request handler",
  objectionTo: "checkOrigin",
  waysIn: "sign-in methods",
  ConsentServer: "OAuthProvider",
  beginConsent: "startOAuth",
  endConsent: "handleCallback",
  Wish: "BookingRequest, Input",
  EventTypeWish: "EventTypeInput",
  JobWish: "NewJob",
  MoveWish: "RescheduleRequest",
  keepTime: "withdrawReschedule",
  takeBackMove: "withdrawReschedule",
  moveBooking: "rescheduleBooking",
  askToMove: "requestReschedule",
  confirmMove: "acceptReschedule",
  rejectMove: "declineReschedule",
  moveNotice: "rescheduleNotice",
  cancelNotice: "cancellationNotice",
  GuestDeed: "GuestAction",
  horizonDays: "bookingWindowDays",
  overStale: "whenCalendarStale",
  byLinkOnly: "privateLinkOnly",
  viaLink: "privateLink",
  typedEarly: "earlyInput",
  keepTyped: "preserveForm",
  guestCheck: "requireVerifiedEmail",
  askedBecause: "approvalReason",
  hasLeft: "isClosed",
  Leaving: "Closure",
  doubts: "conflicts",
  lookNow: "checkConflicts",
  changesOf: "pullChanges",
  readCalendar: "syncCalendar",
  followEntries: "applyCalendarEdits",
  tryWriting: "runWriteCheck",
  foreignParts: "preserved properties",
  letterWords: "emailTemplates",
  letterJobs: "email jobs",
  LetterJob: "send-email",
  LetterKind: "EmailKind",
  KeptLetter: "ReceivedEmail",
  Letterbox: "Mailbox",
  ownWords: "emailTemplates",
  OwnWords: "EmailTemplate",
  abilitiesOf: "capabilitiesView",
  politeness: "request pacing",
  shelf: "ObjectChunk",
  culprits: "blockers",
  overtaken: "superseded",
  zoneFinder: "zoneResolver",
  serverBehind: "findService, announcedServer",
  errands: "intents",
};

/** Words that code, comments and documents no longer use for what they once meant. */
const inCode: Retired[] = [
  {
    word: "letter",
    instead: "email",
    // A letter of the alphabet.
    allowed: [
      "marks that need a letter",
      "beside a letter",
      "(letter)",
      "letters[letter]",
      "letter case",
      "that is no letter",
      "(letter, at)",
      "=== letter",
    ],
  },
  {
    word: "letters",
    instead: "emails",
    allowed: [
      "const letters:",
      "letters[letter]",
      "small letters",
      "small ascii letters",
      "plain letters",
      "lowercase letters",
      "lower-case letters",
      "letters and digits",
      "letters or signs",
      "labels of letters",
      "superscript letters",
      "first letters",
      "order and letters",
    ],
  },
  { word: "wish", instead: "request, input" },
  { word: "wishes", instead: "requests, inputs" },
  { word: "typed", instead: "entered, values" },
  { word: "trouble", instead: "error, problem" },
  { word: "troubles", instead: "errors" },
  { word: "errand", instead: "intent" },
  { word: "onward", instead: "redirect" },
  { word: "abilities", instead: "capabilities" },
  { word: "standing", instead: "state, entry" },
  { word: "mail address", instead: "email address" },
  { word: "ran out", instead: "expired" },
  {
    word: "run out",
    instead: "expired",
    allowed: ["time or memory run out"],
  },
  {
    word: "runs out",
    instead: "expires",
    allowed: ["runs out of memory", "runs out of the ten checks"],
  },
  { word: "way in", instead: "sign-in method" },
  { word: "said no", instead: "declined, refused" },
  { word: "kindness", instead: "leniency" },
];

Deno.test("retired names: none in code, comments, documents and tests", async () => {
  const names = new RegExp(`(?<!\\w)(${Object.keys(inNames).join("|")})(?!\\w)`, "g");
  const found: string[] = [];
  for await (const [path, text] of sourceTexts(["src", "docs", "tests"])) {
    for (const [name] of text.matchAll(names)) found.push(`${path}: ${name} → ${inNames[name]}`);
  }
  assert.deepEqual(found, []);
});

Deno.test("retired words: none in code, comments and documents", async () => {
  const lines: [string, string][] = [];
  for await (const [path, text] of sourceTexts(["src", "docs"])) {
    text.split("\n").forEach((line, at) => lines.push([`${path}:${at + 1}`, line]));
  }
  assert.deepEqual(found(lines, inCode), []);
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
function found(texts: [where: string, text: string][], retired = inTexts): string[] {
  return texts.flatMap(([where, text]) =>
    retired.filter((each) => says(text, each)).map(({ word, instead }) =>
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

/** Every file of code and documents with its text, but for this list of words. */
