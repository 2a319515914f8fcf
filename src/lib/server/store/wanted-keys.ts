/** The keys of wanted times, a part of `keys.ts`. */
export const wantedKeys = {
  /** The wanted times for a host's or a team's event types on one date, YYYY-MM-DD. */
  wantedDay: (ownerId: string, date: string) => ["wanted_day", ownerId, date],
  wantedDaysOf: (ownerId: string) => ["wanted_day", ownerId],
};
