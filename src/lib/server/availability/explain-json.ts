import type { Reason } from "$lib/scheduling/slot-reasons.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Blockers } from "./blockers.ts";
import type { ExplainedStart, Explanation } from "./explain.ts";
import type { TeamExplanation } from "./explain-team.ts";

const { guest } = messages("en").dashboard.troubleshoot;

/** An explanation as the API returns it: code and general sentence for everybody, the blocker for the host alone. */
export function explanationJson({ requested, starts }: Explanation, toHost: boolean) {
  const others = starts.filter(({ start }) => start !== requested?.start);
  const all = requested ? [...others, requested].sort((a, b) => a.start - b.start) : others;
  return all.map((each) => startJson(each, toHost ? reasonForHost : reasonForGuest));
}

/** The same for its host's own search: the requested start by itself, with titles from the calendars. */
export function hostExplanationJson(
  { requested, starts }: Explanation,
  { titleOf }: Pick<Blockers, "titleOf">,
) {
  const withTitle = (reason: Reason) => {
    const told = reasonForHost(reason);
    const title = reason.calendar === undefined ? "" : titleOf(reason);
    return title ? { ...told, blocker: { ...told.blocker, title } } : told;
  };
  return {
    requested: requested && startJson(requested, withTitle),
    starts: starts.map((each) => startJson(each, reasonForHost)),
  };
}

function startJson<R>({ start, reasons }: ExplainedStart, reasonJson: (reason: Reason) => R) {
  return {
    startsAt: new Date(start).toISOString(),
    offered: reasons.length === 0,
    reasons: reasons.map(reasonJson),
  };
}

function reasonForGuest({ code }: Reason) {
  return { code, message: guest[code] };
}

function reasonForHost(reason: Reason) {
  return { ...reasonForGuest(reason), blocker: blockerOf(reason) };
}

/** The same for a team event type: a general sentence for everybody; for its members who is not free, and why. */
export function teamExplanationJson(
  { starts, members }: TeamExplanation,
  toMembers: boolean,
) {
  const nameOf = new Map(members.map(({ hostId, name }) => [hostId, name]));
  return starts.map(({ start, reasons, members }) => ({
    startsAt: new Date(start).toISOString(),
    offered: reasons.length === 0,
    reasons: reasons.map((code) => ({ code, message: guest[code] })),
    ...(toMembers
      ? { members: members.map(({ hostId, codes }) => ({ name: nameOf.get(hostId), codes })) }
      : {}),
  }));
}

function blockerOf({ code: _code, span, ...rest }: Reason) {
  if (!span) return rest;
  const [startsAt, endsAt] = [span.start, span.end].map((at) => new Date(at).toISOString());
  return { ...rest, startsAt, endsAt };
}
