import { error } from "@sveltejs/kit";
import { addDays, dateAt, daySpan, wallClockInstant } from "$lib/scheduling/day.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { formatTime } from "$lib/i18n/date-time.ts";
import { explainMembers } from "$lib/server/availability/explain-team.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { formatPlainDate } from "../../../availability/format-date.ts";
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
  const tomorrow = addDays(dateAt(app.now(), host.zone), 1);
  const date = isDate(query.get("date") ?? "") ? query.get("date")! : tomorrow;
  const minute = parseClockTime(query.get("time") ?? "", "from") ?? 9 * 60;
  const requested = wallClockInstant(date, minute, host.zone, "start");
  const length = Number(query.get("minutes"));
  const minutes = type.durations.includes(length) ? length : type.durations[0]!;
  const day = daySpan(date, host.zone);
  const explained = await explainMembers(app, { type, minutes, window: day, requested });
  const start = explained.starts.find((each) => each.start === requested);
  const address = (on: string) =>
    `?${new URLSearchParams({
      type: type.id,
      minutes: String(minutes),
      date: on,
      time: clock(requested),
    })}`;
  const clock = (instant: number) => formatTime(instant, { ...reader, hourCycle: 24 });
  return {
    ...page,
    answer: {
      typeId: type.id,
      active: type.active,
      durations: type.durations,
      minutes,
      date,
      day: formatPlainDate(date),
      zone: host.zone.replaceAll("_", " "),
      time: clock(requested),
      when: formatTime(requested, reader),
      offered: start?.reasons.length === 0,
      reasons:
        start?.reasons.filter((code) => code !== "MEMBER").map((code) => words.codes[code]) ??
          [],
      before: address(addDays(date, -1)),
      after: address(addDays(date, 1)),
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
    return codes.map((code) => own[code] ?? words.codes[code]).join(", ");
  }
};
