import { error } from "@sveltejs/kit";
import { daySpan } from "$lib/scheduling/day.ts";
import { formatTime } from "$lib/i18n/date-time.ts";
import { explainMembers } from "$lib/server/availability/explain-team.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { inLine } from "$lib/i18n/label.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { askedStart } from "../../../troubleshoot/asked-start.ts";
import { headerOf, requireTeam } from "../../require-team.ts";
import { memberDay } from "./member-day.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  const { app } = event.locals;
  const all = messages(host.language);
  const { troubleshoot: words, teamTypes: teamWords } = all.dashboard;
  const query = event.url.searchParams;
  const types = await listEventTypes(app.kv, team.id);
  const typeId = query.get("type");
  const type = typeId ? types.find(({ id }) => id === typeId) : types[0];
  if (typeId && !type) error(404, all.refusals.sentences["not-found"]);
  const page = {
    title: `${team.name}: ${teamWords.troubleshoot.title}`,
    words,
    teamWords,
    teamsWords: all.dashboard.teams,
    team: headerOf(team, member),
    types: types.map(({ id, title }) => ({ id, title })),
  };
  if (!type) return { ...page, answer: null };

  const reader = { zone: host.zone, language: host.language, hourCycle: host.hourCycle };
  const { start: requested, date, minutes, shown } = askedStart(query, type, reader, app.now());
  const day = daySpan(date, host.zone);
  const explained = await explainMembers(app, { type, minutes, window: day, requested });
  const start = explained.starts.find((each) => each.start === requested);
  return {
    ...page,
    answer: {
      ...shown,
      zone: host.zone.replaceAll("_", " "),
      when: formatTime(requested, reader),
      offered: start?.reasons.length === 0,
      reasons:
        start?.reasons.filter((code) => code !== "MEMBER").map((code) => words.codes[code]) ??
          [],
      free: explained.starts.filter(({ reasons }) => reasons.length === 0)
        .map((each) => formatTime(each.start, reader)),
      members: explained.members.map((member) => ({
        ...memberDay(member, day, reader, teamWords),
        at: format(teamWords.troubleshoot.at, {
          time: formatTime(requested, reader),
          reasons: atText(
            start?.members.find((each) => each.hostId === member.hostId)?.codes ?? [],
          ),
        }),
      })),
    },
  };

  function atText(codes: readonly (keyof typeof words.codes)[]): string {
    const own: Record<string, string> = teamWords.troubleshoot.codes;
    if (codes.length === 0) return words.free;
    return inLine(codes.map((code) => own[code] ?? words.codes[code]), host.language);
  }
};
