import type { Connection, WriteCheck, WriteCheckStep } from "$lib/scheduling/connection.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { providerOf } from "$lib/server/calendars/registry.ts";
import type { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";

type Words = ReturnType<typeof messages>["calendars"];

/** What a server can do, as sentences for the page. */
export interface CapabilitiesView {
  facts: { name: string; text: string; good: boolean }[];
  /** Whether there is a calendar to run a write check in. */
  canCheckWriting: boolean;
  writeCheck: {
    steps: { name: string; reason: string | null }[];
    ago: string;
    isNew: boolean;
    good: boolean;
  } | null;
}

/** A synchronized clock is never further off. */
const MAX_CLOCK_OFFSET_MS = 5_000;
/** How long a result is marked as new. */
const NEW_RESULT_MS = MINUTE;

/** The capabilities of an account's server; `ago` words a duration in ms. */
export function capabilitiesView(
  connection: Connection,
  hasVersions: boolean | null,
  words: Words,
  language: string,
  now: number,
  ago: (ms: number) => string,
): CapabilitiesView {
  return {
    facts: factsOf(connection, hasVersions, words, language),
    canCheckWriting: connection.calendars.some(({ writable }) => writable),
    writeCheck: connection.writeCheck
      ? {
        steps: connection.writeCheck.steps.map(({ step, reason }) => ({
          name: words.capabilities.steps[step],
          reason: reason === null ? null : words.problems[reason] ?? reason,
        })),
        ago: ago(now - connection.writeCheck.at),
        isNew: now - connection.writeCheck.at < NEW_RESULT_MS,
        good: isGood(connection.writeCheck),
      }
      : null,
  };
}

/** The step that may fail: writing works without conditional requests, only less safely. */
const optionalStep: WriteCheckStep = "conditions";

function isGood({ steps }: WriteCheck): boolean {
  return steps.every(({ step, reason }) => reason === null || step === optionalStep);
}

function factsOf(
  { provider, calendars, capabilities, url, enteredAddress }: Connection,
  hasVersions: boolean | null,
  { capabilities: words }: Words,
  language: string,
): CapabilitiesView["facts"] {
  const writable = calendars.filter((calendar) => calendar.writable).length;
  const facts = [{
    name: words.writing.name,
    text: plural(words.writing.text, calendars.length, language, { writable }),
    good: writable > 0,
  }];
  const detection = providerOf(provider).changeDetection;
  if (detection !== "per-server") {
    const { name, text } = words.changes;
    return [{ name, text: text[detection], good: true }, ...facts];
  }
  const { host } = new URL(url);
  if (enteredAddress && !enteredAddress.includes(host)) {
    facts.push({
      name: words.redirected.name,
      text: format(words.redirected.text, { entered: enteredAddress, host }),
      good: true,
    });
  }
  if (!capabilities) return facts;
  const { changeDetection, freeBusy, scheduling, clockOffsetMs } = capabilities;
  const yesNo = ({ name, yes, no }: { name: string; yes: string; no: string }, is: boolean) => ({
    name,
    text: is ? yes : no,
    good: true,
  });
  facts.unshift({
    name: words.changes.name,
    text: words.changes.text[changeDetection],
    good: changeDetection !== "none",
  });
  if (hasVersions !== null) {
    facts.push({ ...yesNo(words.versions, hasVersions), good: hasVersions });
  }
  facts.push(yesNo(words.freeBusy, freeBusy), yesNo(words.scheduling, scheduling));
  if (clockOffsetMs !== null) {
    const isWrong = Math.abs(clockOffsetMs) > MAX_CLOCK_OFFSET_MS;
    facts.push({ ...yesNo(words.clock, !isWrong), good: !isWrong });
    const last = facts.at(-1)!;
    last.text = format(last.text, { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) });
  }
  return facts;
}
