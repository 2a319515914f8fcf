/** Dashboard: inbox, event types, hours, outbox. Plain texts with `{places}`; see `../say.ts`. */
export default {
  eventTypes: {
    copied: "{title} (copy)",
  },
};
