import * as v from "valibot";
import { FrameAncestors } from "./frame-ancestors.ts";
import { Message } from "./many-lines.ts";
import { OneLine } from "./one-line.ts";
import { Zone } from "./host.ts";
import { type Language, languages } from "./language.ts";
import { isReserved, isUsername } from "./username.ts";
import { isVisible } from "./visible-text.ts";
import { guestText } from "./web-address.ts";

/** What a member may do: owners everything, admins all but roles and deleting, members their own bookings. */
export type TeamRole = "owner" | "admin" | "member";

/** Several hosts who are booked under one name. */
export interface Team {
  id: string;
  name: string;
  /** Unique among teams; by the rules of usernames. */
  slug: string;
  description: string;
  /** A key of the palette in `styles/tokens.css`, behind the initials. */
  colour: string;
  /** IANA zone: the booking window and the limits of its event types count in it. */
  zone: string;
  /** Of its pages where a guest asks for none that is offered. */
  language: Language;
  /** Origins that may frame the list of its event types; `["*"]` is any. */
  frameAncestors: string[];
  createdAt: number;
  revision: number;
  /** When it was deleted, epoch ms: its bookings are being cancelled; null while it is open. */
  closedAt: number | null;
}

/** A host who has agreed to be in a team. */
export interface TeamMember {
  teamId: string;
  hostId: string;
  role: TeamRole;
  joinedAt: number;
}

/** An invitation to a team that waits for an answer; nobody is a member before accepting it. */
export interface TeamInvitation {
  id: string;
  teamId: string;
  /** The address that it was sent to; null for one by username. */
  email: string | null;
  /** The invited host of this installation; null for one by email until it is accepted. */
  hostId: string | null;
  role: Exclude<TeamRole, "owner">;
  invitedBy: string;
  createdAt: number;
  /** When it was sent last, epoch ms. */
  sentAt: number;
  expiresAt: number;
  /** SHA-256 of the secret in the emailed link; null for one by username. */
  secretHash: string | null;
}

/** What a team's owner or admin may set, as it arrives from a form or the API. */
export const TeamInput = v.object({
  name: v.pipe(OneLine, v.maxLength(80, "too-long"), v.check(isVisible, "team-name-empty")),
  slug: v.pipe(
    v.string(),
    v.trim(),
    v.toLowerCase(),
    v.check(isUsername, "username-form"),
    v.check((slug) => !isReserved(slug), "name-reserved"),
  ),
  description: v.optional(guestText(2000), ""),
  colour: v.optional(v.picklist(["blue", "green", "violet", "amber", "rose", "teal"]), "blue"),
  zone: Zone,
  language: v.optional(v.picklist(languages, "language-unknown"), languages[0]),
  frameAncestors: v.optional(FrameAncestors, ["*"]),
});
export type TeamInput = v.InferOutput<typeof TeamInput>;

/** Whom to invite, by email address or username, as it arrives from a form or the API. */
export const TeamInvitationInput = v.object({
  who: v.pipe(v.string(), v.trim(), v.nonEmpty("fill-in"), v.maxLength(320, "too-long")),
  role: v.optional(v.picklist(["admin", "member"], "team-role"), "member"),
});
export type TeamInvitationInput = v.InferOutput<typeof TeamInvitationInput>;

/** A new role of a member, as it arrives from a form. */
export const TeamRoleInput = v.object({
  role: v.picklist(["owner", "admin", "member"], "team-role"),
});

/** What becomes of the coming bookings of a member who leaves. */
export type ForBookings = "hand-over" | "cancel" | "keep";

/** What becomes of the team's webhooks that a member made who no longer manages it. */
export const forWebhooks = ["pause", "keep", "delete"] as const;
export type ForWebhooks = typeof forWebhooks[number];

/** The choice, as it arrives from a form or the API. */
export const ForWebhooksInput = v.object({
  webhooks: v.optional(v.picklist(forWebhooks, "fill-in"), "pause"),
});

/** The choice, as it arrives from a form or the API. */
export const ForBookingsInput = v.object({
  bookings: v.picklist(["hand-over", "cancel", "keep"], "fill-in"),
});

/** The choice for who has left already: nothing is left to keep. */
export const SettleBookingsInput = v.object({
  bookings: v.picklist(["hand-over", "cancel"], "fill-in"),
});

/** What deletes a team: a message to the guests of upcoming bookings. */
export const TeamClosureInput = v.object({ message: Message });
export type TeamClosureInput = v.InferOutput<typeof TeamClosureInput>;

/** Whether a role may change event types, invite members, and see and decide all bookings of the team. */
export function isManager(role: TeamRole): boolean {
  return role !== "member";
}

const roles: readonly TeamRole[] = ["member", "admin", "owner"];

/** Whether a role is at least the one that something needs. */
export function hasRole(role: TeamRole, needs: TeamRole): boolean {
  return roles.indexOf(role) >= roles.indexOf(needs);
}

/** The most members of a team. */
export const MAX_TEAM_MEMBERS = 100;
