import * as v from "valibot";
import { Timestamp } from "../fields.ts";
import { operation } from "../operation.ts";

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
});

const Days = v.nullable(v.pipe(v.number(), v.integer("guest-days-range")));

export const getRetention = operation({
  id: "guests.retention",
  method: "GET",
  path: "/v0/me/guests/retention",
  tag,
  summary: "Get how long guest data is kept",
  access: "read",
  answer: v.object({ days: Days }),
});

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
});
