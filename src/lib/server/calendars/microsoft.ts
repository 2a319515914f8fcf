import { inside } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import type { OutboundFetch } from "../outbound.ts";
import { type Calendar, type CalendarInfo, CalendarProblem } from "./calendar.ts";
import { read } from "./json-api.ts";
import { readMicrosoftChanges } from "./microsoft-changes.ts";
import { openMicrosoftEntries } from "./microsoft-entries.ts";
import { blocks, bookingOf, eventFields, GraphEvent, timeOf } from "./microsoft-events.ts";
import {
  calendarPath,
  during,
  type MicrosoftAccount,
  openMicrosoftRequests,
} from "./microsoft-requests.ts";
import type { ConsentedCalendar } from "./oauth.ts";

export type { MicrosoftAccount } from "./microsoft-requests.ts";

/** A question at confirm is asked while a person waits. */
const QUICK_MS = 4_000;

const ListedCalendar = v.object({
  id: v.string(),
  name: v.optional(v.nullable(v.string())),
  hexColor: v.optional(v.nullable(v.string())),
  canEdit: v.optional(v.nullable(v.boolean())),
  isDefaultCalendar: v.optional(v.nullable(v.boolean())),
  owner: v.optional(v.nullable(v.object({ address: v.optional(v.nullable(v.string())) }))),
});
type ListedCalendar = v.InferOutput<typeof ListedCalendar>;

/** A Microsoft account (Graph v1.0) behind the contract of every calendar. Graph expands series; nobody is written to by it. */
export function openMicrosoft(
  fetch: OutboundFetch,
  account: MicrosoftAccount,
): ConsentedCalendar {
  const graph = openMicrosoftRequests(fetch, account);
  const { zone } = account;

  async function listed(): Promise<ListedCalendar[]> {
    const found = await graph.pages(graph.place("calendars", { $top: "100" }), {});
    const calendars = found.flatMap(({ value }) => value.map((each) => read(ListedCalendar, each)));
    const isFirst = (calendar: ListedCalendar) => Number(calendar.isDefaultCalendar ?? false);
    return calendars.sort((a, b) => isFirst(b) - isFirst(a));
  }

  return explained(account.shared ?? new Set(), {
    async list() {
      const calendars = await listed();
      return calendars.map((calendar) => infoOf(calendar, ownerOf(calendars[0])));
    },

    /** The person's own address: that of who owns the default calendar. */
    address: async () => ownerOf((await listed())[0]),

    changes: (calendarId, window, cursor, known) =>
      readMicrosoftChanges(graph, calendarId, window, cursor, zone, known),

    async busy(calendarId, span) {
      const query = { ...during(span), $select: eventFields, $top: "500" };
      const found = await graph.pages(
        graph.place(calendarPath(calendarId, "calendarView"), query),
        { timeoutMs: QUICK_MS, until: performance.now() + QUICK_MS },
      );
      return found.flatMap(({ value }) =>
        value.flatMap((each) => {
          const event = read(GraphEvent, each);
          if (!blocks(event)) return [];
          const own = bookingOf(event), title = event.subject ?? "";
          return inside(timeOf(event, zone), span).map((part) => ({
            ...part,
            title,
            ...(own === null ? {} : { own }),
          }));
        })
      );
    },

    ...openMicrosoftEntries(graph, zone),
  });
}

/** The same account; that it may not look into what others share has words of its own. */
function explained(shared: ReadonlySet<string>, opened: ConsentedCalendar): ConsentedCalendar {
  async function about<T>(calendarId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const isForbidden = error instanceof CalendarProblem && error.why === "forbidden";
      if (!isForbidden || !shared.has(calendarId)) throw error;
      throw new CalendarProblem("refused", "shared-forbidden", error.detail);
    }
  }
  const calendar: Pick<Calendar, "changes" | "busy" | "find" | "put" | "remove"> = {
    changes: (id, ...asked) => about(id, () => opened.changes(id, ...asked)),
    busy: (id, ...asked) => about(id, () => opened.busy(id, ...asked)),
    find: (id, ...asked) => about(id, () => opened.find(id, ...asked)),
    put: (id, ...asked) => about(id, () => opened.put(id, ...asked)),
    remove: (id, ...asked) => about(id, () => opened.remove(id, ...asked)),
  };
  return { ...opened, ...calendar };
}

function ownerOf(calendar: ListedCalendar | undefined): string {
  return calendar?.owner?.address?.toLowerCase() ?? "";
}

function infoOf(calendar: ListedCalendar, person: string): CalendarInfo {
  const { id, name, hexColor, canEdit } = calendar;
  const colour = hexColor && /^#[0-9a-f]{6}$/i.test(hexColor) ? hexColor : null;
  const owner = ownerOf(calendar);
  return {
    id,
    name: name ?? "",
    colour,
    writable: canEdit === true,
    transparent: false,
    ...(owner === "" || owner === person ? {} : { owner }),
  };
}
