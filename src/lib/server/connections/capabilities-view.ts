import type { Connection, WriteCheck, WriteCheckStep } from "$lib/scheduling/connection.ts";
import { providerOf } from "$lib/server/calendars/registry.ts";
import type { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";

type Words = ReturnType<typeof messages>["calendars"];

/** What a server can do, in ready words, each with whether that is as good as it gets. */
export interface CapabilitiesView {
  facts: { name: string; says: string; good: boolean }[];
  /** Whether there is a calendar that a trial could write to. */
  canCheckWriting: boolean;
  writeCheck: {
    steps: { name: string; why: string | null }[];
    ago: string;
    isNew: boolean;
    good: boolean;
  } | null;
}

/** Further off than a clock that is kept. */
const MAX_CLOCK_OFFSET_MS = 5_000;
/** As long as somebody who asked for a trial looks for what came of it. */
const NEW_RESULT_MS = 60_000;

/** The card of an account. */
export function capabilitiesView(
  connection: Connection,
  hasVersions: boolean | null,
  words: Words,
  now: number,
  ago: (ms: number) => string,
): CapabilitiesView {
  return {
    facts: factsOf(connection, hasVersions, words),
    canCheckWriting: connection.calendars.some(({ writable }) => writable),
    writeCheck: connection.writeCheck
      ? {
        steps: connection.writeCheck.steps.map(({ step, why }) => ({
          name: words.capabilities.steps[step],
          why: why === null ? null : words.problems[why] ?? why,
        })),
        ago: ago(now - connection.writeCheck.at),
        isNew: now - connection.writeCheck.at < NEW_RESULT_MS,
        good: isGood(connection.writeCheck),
      }
      : null,
  };
}

/** What a server does without conditions is a pity, not a failure. */
const optionalStep: WriteCheckStep = "conditions";

function isGood({ steps }: WriteCheck): boolean {
  return steps.every(({ step, why }) => why === null || step === optionalStep);
}

function factsOf(
  { provider, calendars, capabilities: abilities, url, enteredAddress }: Connection,
  hasVersions: boolean | null,
  { capabilities: words }: Words,
): CapabilitiesView["facts"] {
  const writable = calendars.filter((calendar) => calendar.writable).length;
  const facts = [{
    name: words.writing.name,
    says: plural(words.writing.says, calendars.length, undefined, { writable }),
    good: writable > 0,
  }];
  const detection = providerOf(provider).changeDetection;
  if (detection !== "per-server") {
    const { name, says } = words.changes;
    return [{ name, says: says[detection], good: true }, ...facts];
  }
  const { host } = new URL(url);
  if (enteredAddress && !enteredAddress.includes(host)) {
    facts.push({
      name: words.led.name,
      says: format(words.led.says, { typed: enteredAddress, host }),
      good: true,
    });
  }
  if (!abilities) return facts;
  const { changeDetection, freeBusy, scheduling, clockOffsetMs } = abilities;
  const yesNo = ({ name, yes, no }: { name: string; yes: string; no: string }, is: boolean) => ({
    name,
    says: is ? yes : no,
    good: true,
  });
  facts.unshift({
    name: words.changes.name,
    says: words.changes.says[changeDetection],
    good: changeDetection !== "none",
  });
  if (hasVersions !== null) {
    facts.push({ ...yesNo(words.versions, hasVersions), good: hasVersions });
  }
  facts.push(yesNo(words.freeBusy, freeBusy), yesNo(words.scheduling, scheduling));
  if (clockOffsetMs !== null) {
    const off = Math.abs(clockOffsetMs) > MAX_CLOCK_OFFSET_MS;
    facts.push({ ...yesNo(words.clock, !off), good: !off });
    const last = facts.at(-1)!;
    last.says = format(last.says, { seconds: Math.round(Math.abs(clockOffsetMs) / 1000) });
  }
  return facts;
}
