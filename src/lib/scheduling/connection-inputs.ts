/** What connects a calendar account, as it arrives from a form or the API. */
import * as v from "valibot";

const line = (max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, "fill-in"), v.maxLength(max, "too-long"));

export const CalendarPassword = v.pipe(
  v.string(),
  v.minLength(1, "fill-in"),
  v.maxLength(500, "too-long"),
);

/** A CalDAV account: the address of a server, of an account or of one calendar. */
export const CaldavConnectInput = v.object({
  address: line(500),
  user: line(254),
  password: CalendarPassword,
});
export type CaldavConnectInput = v.InferOutput<typeof CaldavConnectInput>;

/** The address of a published calendar. */
export const IcsConnectInput = v.object({ feed: line(2000) });
export type IcsConnectInput = v.InferOutput<typeof IcsConnectInput>;
