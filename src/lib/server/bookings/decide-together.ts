/** Several dates that a host confirms or declines in one commit. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { mayPassOn } from "$lib/scheduling/team-transitions.ts";
import type { App } from "../app.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import type { CalendarAnswers } from "../availability/ask-calendars.ts";
import { getHost } from "../store/hosts.ts";
import { type ChangeDecision, changeTogether, type DateOutcome } from "../changes/change.ts";
import { askCalendarsForDay } from "../changes/conflict-check.ts";
import { confirming, type DecisionRefusal, declining, type HostDecision } from "./decide.ts";

/** A date, and what its host decides. */
export interface AskedDate {
  date: Booking;
  decision: HostDecision;
}

/** So many calendars are asked at the same time. */
export const AT_ONCE = 4;
const MAX_CHECKS = 3;

/** Decides on the dates in one commit; those that are refused stay as they are. Null where they are not for one commit. */
export async function decideTogether(
  app: App,
  answer: "confirm" | "reject",
  asked: readonly AskedDate[],
): Promise<DateOutcome<DecisionRefusal>[] | null> {
  const dates = asked.map(({ date }) => date);
  if (answer === "confirm") return await confirmTogether(app, asked);
  // Each may go to another member of its round robin.
  if (dates.some(mayPassOn)) return null;
  const declined = asked.map(({ decision }) => declining(app, decision));
  return await changeTogether<DecisionRefusal>(app, dates, {
    decide: async (dates, now, snapshots) =>
      orRetry(await Promise.all(dates.map((was, n) => declined[n]!(was, now, snapshots)))),
  });
}

/** The calendars are asked again where one was synced after it was asked. */
async function confirmTogether(
  app: App,
  asked: readonly AskedDate[],
): Promise<DateOutcome<DecisionRefusal>[] | null> {
  const dates = asked.map(({ date }) => date);
  for (let check = 1; check <= MAX_CHECKS; check++) {
    const answers = await answersFor(app, asked);
    if (!answers) return null;
    const confirmations = asked.map(({ decision }, n) =>
      confirming(app, decision, { calendars: overriddenBy(decision), answers: answers[n]! })
    );
    let isOutdated = false;
    const outcomes = await changeTogether<DecisionRefusal>(app, dates, {
      async decide(dates, now, snapshots) {
        const decided = await Promise.all(
          dates.map((was, n) => confirmations[n]!.decide(was, now, snapshots)),
        );
        isOutdated = confirmations.some((each) => each.isOutdated());
        return isOutdated ? dates.map(() => refused("busy")) : orRetry(decided);
      },
    });
    if (!isOutdated) return outcomes;
  }
  return null;
}

function overriddenBy({ force, acknowledged }: HostDecision): readonly string[] | "all" {
  return force ? acknowledged ?? "all" : [];
}

/** What the calendars say about each date; null where the host is gone. */
async function answersFor(
  app: App,
  asked: readonly AskedDate[],
): Promise<CalendarAnswers[] | null> {
  const hostId = asked[0]?.decision.hostId;
  const host = hostId === undefined ? null : await getHost(app.kv, hostId);
  if (!host) return null;
  const answers: CalendarAnswers[] = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    const some = asked.slice(i, i + AT_ONCE).map(async ({ date, decision }) =>
      overriddenBy(decision) === "all"
        ? new Map()
        : (await askCalendarsForDay(app, date, host)).answers
    );
    answers.push(...await Promise.all(some));
  }
  return answers;
}

function orRetry(
  decided: readonly (ChangeDecision<DecisionRefusal> | "retry")[],
): ChangeDecision<DecisionRefusal>[] | "retry" {
  return decided.includes("retry") ? "retry" : decided.filter((each) => each !== "retry");
}
