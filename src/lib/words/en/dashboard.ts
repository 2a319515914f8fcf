/** Dashboard: inbox, event types, hours, outbox. Plain texts with `{places}`; see `../say.ts`. */
export default {
  /** What a new host finds already there. */
  firstType: {
    hours: "Working hours",
    title: "Intro call",
    description: "A first conversation to get to know each other.",
  },
  eventTypes: {
    copied: "{title} (copy)",
  },
};
