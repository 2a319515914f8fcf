import { type EventType, parseEventTypeInput } from "$lib/scheduling/event-type.ts";

/** Ada's intro call of half an hour, with the defaults of a new event type. */
export function sampleEventType(change: Partial<EventType> = {}): EventType {
  return {
    ...parseEventTypeInput({ title: "Intro call", slug: "intro-call", durations: [30] }),
    id: "t1",
    ownerId: "h_ada_0000000000000000",
    team: null,
    scheduleId: "s1",
    order: 0,
    reminders: [],
    alarm: null,
    revision: 1,
    createdAt: 0,
    ...change,
  };
}
