import type { Connection, Trial, TrialStep } from "$lib/server/calendars/calendar.ts";
import type { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";

type Words = ReturnType<typeof wordsFor>["calendars"];

/** What a server can do, in ready words, each with whether that is as good as it gets. */
export interface AbilitiesView {
  facts: { name: string; says: string; good: boolean }[];
  /** Whether there is a calendar that a trial could write to. */
  canTry: boolean;
  trial: {
    steps: { name: string; why: string | null }[];
    ago: string;
    isNew: boolean;
    good: boolean;
  } | null;
}

/** Further off than a clock that is kept. */
const OFF_MS = 5_000;
/** As long as somebody who asked for a trial looks for what came of it. */
const NEW = 60_000;

/** The card of an account. */
export function abilitiesOf(
  connection: Connection,
  hasVersions: boolean | null,
  words: Words,
  now: number,
  ago: (ms: number) => string,
): AbilitiesView {
  return {
    facts: factsOf(connection, hasVersions, words),
    canTry: connection.calendars.some(({ writable }) => writable),
    trial: connection.trial
      ? {
        steps: connection.trial.steps.map(({ step, why }) => ({
          name: words.abilities.steps[step],
          why: why === null ? null : words.problems[why] ?? why,
        })),
        ago: ago(now - connection.trial.at),
        isNew: now - connection.trial.at < NEW,
        good: isGood(connection.trial),
      }
      : null,
  };
}

/** What a server does without conditions is a pity, not a failure. */
const forgiven: TrialStep = "conditions";

function isGood({ steps }: Trial): boolean {
  return steps.every(({ step, why }) => why === null || step === forgiven);
}

function factsOf(
  { provider, calendars, abilities, url, typed }: Connection,
  hasVersions: boolean | null,
  { abilities: words }: Words,
): AbilitiesView["facts"] {
  const writable = calendars.filter((calendar) => calendar.writable).length;
  const facts = [{
    name: words.writing.name,
    says: count(words.writing.says, calendars.length, undefined, { writable }),
    good: writable > 0,
  }];
  if (provider !== "caldav") {
    const { name, says } = words.changes;
    const how = provider === "ics" ? "conditional" : "reports";
    return [{ name, says: says[how], good: true }, ...facts];
  }
  const { host } = new URL(url);
  if (typed && !typed.includes(host)) {
    facts.push({ name: words.led.name, says: say(words.led.says, { typed, host }), good: true });
  }
  if (!abilities) return facts;
  const { changes, freeBusy, scheduling, clockMs } = abilities;
  const yesNo = ({ name, yes, no }: { name: string; yes: string; no: string }, is: boolean) => ({
    name,
    says: is ? yes : no,
    good: true,
  });
  facts.unshift({
    name: words.changes.name,
    says: words.changes.says[changes],
    good: changes !== "none",
  });
  if (hasVersions !== null) {
    facts.push({ ...yesNo(words.versions, hasVersions), good: hasVersions });
  }
  facts.push(yesNo(words.freeBusy, freeBusy), yesNo(words.scheduling, scheduling));
  if (clockMs !== null) {
    const off = Math.abs(clockMs) > OFF_MS;
    facts.push({ ...yesNo(words.clock, !off), good: !off });
    const last = facts.at(-1)!;
    last.says = say(last.says, { seconds: Math.round(Math.abs(clockMs) / 1000) });
  }
  return facts;
}
