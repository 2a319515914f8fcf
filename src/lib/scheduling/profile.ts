import * as v from "valibot";
import { EmailAddress } from "./email-address.ts";
import { FrameAncestors } from "./frame-ancestors.ts";
import { OneLine } from "./one-line.ts";
import { Zone } from "./host.ts";
import { languages } from "./language.ts";
import { Message } from "./many-lines.ts";
import { isVisible } from "./visible-text.ts";
import { parseClockTime } from "./wall-time.ts";

/** A host's editable profile. */
export const ProfileInput = v.object({
  name: v.pipe(
    OneLine,
    v.check(isVisible, "name-empty"),
    v.maxLength(120, "too-long"),
  ),
  zone: Zone,
  hourCycle: v.picklist([12, 24]),
  language: v.exactOptional(v.picklist(languages, "language-unknown")),
});
export type ProfileInput = v.InferOutput<typeof ProfileInput>;

/** The name of a new host; empty where it is to be their username. */
export const NewHostName = v.pipe(v.string(), v.trim(), v.maxLength(120, "too-long"));

/** Another email address of a host. */
export const EmailInput = v.object({ email: EmailAddress });

/** What closes an account: its username, a message to guests of upcoming bookings, and that the host is sure. */
export const AccountClosureInput = v.object({
  username: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(100, "not-your-username")),
  message: v.optional(Message, ""),
  sure: v.literal(true, "sure-needed"),
});
export type AccountClosureInput = v.InferOutput<typeof AccountClosureInput>;

/** The time of the daily agenda email, as 07:30 in the host's zone; yields minutes since midnight. */
const AgendaTime = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time-invalid"),
  v.transform((text) => parseClockTime(text, "from") ?? 0),
);

/** What a change of the profile may name; `displayName` is the name too. */
export const ProfileChanges = v.object({
  name: v.optional(ProfileInput.entries.name),
  displayName: v.optional(ProfileInput.entries.name),
  username: v.optional(v.pipe(v.string(), v.maxLength(64, "username-form"))),
  timezone: v.optional(Zone),
  hourCycle: v.optional(ProfileInput.entries.hourCycle),
  /** Of your page, your dashboard and your emails. */
  language: v.optional(v.picklist(languages, "language-unknown")),
  /** Null turns the agenda email off. */
  dailyAgendaAt: v.optional(v.nullable(AgendaTime)),
  /** Origins that may embed the list of event types; `*` is any. */
  frameAncestors: v.optional(FrameAncestors),
});
export type ProfileChanges = v.InferOutput<typeof ProfileChanges>;
