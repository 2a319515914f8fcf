import { expire } from "../bookings.ts";
import type { Doing } from "./run.ts";

/** Ends a request at its deadline; one that was decided in time needs nothing. */
export const expireBooking: Doing = async (app, job) => {
  if (job.work.kind !== "expire") throw new Error(`not an expiry: ${job.work.kind}`);
  const outcome = await expire(app, job.work.bookingId);
  if (outcome.ok) return { state: "done" };
  if (outcome.refusal.code === "busy") throw new Error("many change this booking just now");
  // Decided in time; or a later wish has replaced this one and brought an expiry of its own.
  return { state: "superseded" };
};
