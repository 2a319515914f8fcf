import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { upcomingJson } from "../views/host-booking-json.ts";
import { countGuestBookings, eraseGuestData, setGuestRetention } from "../guests/erasure.ts";
import { exportAccount as accountExport, exportGuest as guestExport } from "../hosts/export.ts";
import { fileStream } from "../http/file-stream.ts";
import { operation } from "./operation.ts";

const tag = "Guests";

const Email = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "fill-in"),
  v.maxLength(254, "too-long"),
);

const byEmail = v.object({ email: Email });
const example = { query: { email: "grace@example.org" } };

const Upcoming = v.array(
  v.object({ id: v.string(), title: v.string(), startsAt: Timestamp, endsAt: Timestamp }),
);

export const findGuest = operation({
  id: "guests.find",
  method: "GET",
  path: "/v0/me/guests",
  tag,
  summary: "Count what is stored about a guest",
  access: "read",
  query: byEmail,
  answer: v.object({ email: v.string(), bookings: v.number(), upcoming: Upcoming }),
  example,
}, async ({ app, host, query: { email } }) => {
  const { all, upcoming } = await countGuestBookings(app, host.id, email);
  return accepted({ email, bookings: all, upcoming: upcoming.map(upcomingJson) });
});

export const exportGuest = operation({
  id: "guests.export",
  method: "GET",
  path: "/v0/me/guests/export",
  tag,
  summary: "Download everything that is stored about a guest",
  access: "read",
  query: byEmail,
  file: "application/json",
  answer: v.object({}),
  example,
}, ({ app, host, query: { email } }) => {
  const type = "application/json";
  return accepted(fileStream(guestExport(app, host, email), { type, name: "guest.json" }));
});

export const eraseGuest = operation({
  id: "guests.erase",
  method: "POST",
  path: "/v0/me/guests/erase",
  tag,
  summary: "Erase everything that is stored about a guest",
  description:
    "Upcoming bookings are kept until they are cancelled; `inProgress` counts bookings with an email or calendar write under way.",
  access: "session",
  status: 200,
  body: byEmail,
  answer: v.object({ erased: v.number(), inProgress: v.number(), upcoming: Upcoming }),
  example: { body: { email: "grace@example.org" } },
}, async ({ app, host, body: { email } }) => {
  const { erased, inProgress, upcoming } = await eraseGuestData(app, host, email);
  return accepted({ erased, inProgress, upcoming: upcoming.map(upcomingJson) });
});

const Days = v.nullable(v.pipe(v.number("guest-days-range"), v.integer("guest-days-range")));

export const getRetention = operation({
  id: "guests.retention",
  method: "GET",
  path: "/v0/me/guests/retention",
  tag,
  summary: "Get how long guest data is kept",
  access: "read",
  answer: v.object({ days: Days }),
}, ({ host }) => accepted({ days: host.guestRetentionDays }));

export const setRetention = operation({
  id: "guests.setRetention",
  method: "PUT",
  path: "/v0/me/guests/retention",
  tag,
  summary: "Set how long guest data is kept",
  description: "In days after a meeting, 1 to 3650; null keeps it.",
  access: "settings",
  body: v.object({ days: Days }),
  answer: v.object({ days: Days }),
  example: { body: { days: 365 } },
}, async ({ app, host, body: { days } }) => {
  const saved = await setGuestRetention(app, host.id, days);
  return saved.ok ? accepted({ days: saved.value.guestRetentionDays }) : saved;
});

export const exportAccount = operation({
  id: "account.export",
  method: "GET",
  path: "/v0/me/export",
  tag: "Profile",
  summary: "Download your whole account",
  description: "Without passwords, tokens and link secrets.",
  access: "read",
  file: "application/json",
  answer: v.object({}),
}, ({ app, host }) => {
  const name = `invito-${host.username}.json`;
  return accepted(fileStream(accountExport(app, host), { type: "application/json", name }));
});
