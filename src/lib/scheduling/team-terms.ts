import * as v from "valibot";
import { Id } from "./id.ts";

/** How the members of a booking are chosen: one by rotation, or all of them together. */
export type TeamMode = "round-robin" | "collective";

/** A member who takes bookings of a team event type. */
export interface TypeMember {
  hostId: string;
  /** Share of the bookings of a round robin relative to the others, 1 to 10. */
  weight: number;
  /** Members of the highest priority with anybody free are asked first, 1 to 5. */
  priority: number;
  /** Invited to a collective where they are free, and never asked to decide. */
  isOptional: boolean;
  /** The member's own schedule for it; null means their default schedule. */
  scheduleId: string | null;
}

/** What a team event type has beyond the rules of a host's own. */
export interface TeamTerms {
  mode: TeamMode;
  members: TypeMember[];
  /** Whose confirmation a request to a collective needs: the first required member's, or all of theirs. */
  confirmedBy: "first" | "all";
  /** What follows when the member of a round robin declines a request or lets it expire. */
  whenDeclined: "end" | "next-member";
  /** On a reschedule of a round robin: the same member if free, or a new choice. */
  keepsHost: boolean;
  /** A guest with an upcoming booking of this type is given the same member if free. */
  prefersSameHost: boolean;
}

/** The most persons that one booking can have. */
export const MAX_BOOKING_HOSTS = 8;
/** The most members that a round robin can have. */
export const MAX_TYPE_MEMBERS = 100;

const whole = (min: number, max: number, error: string) =>
  v.pipe(v.number(error), v.integer(error), v.minValue(min, error), v.maxValue(max, error));

/** The members and how they are chosen, each for itself. */
export const TeamTermsFields = v.object({
  mode: v.picklist(["round-robin", "collective"], "team-mode"),
  members: v.pipe(
    v.array(v.object({
      hostId: Id,
      weight: v.optional(whole(1, 10, "weight-range"), 1),
      priority: v.optional(whole(1, 5, "priority-range"), 3),
      isOptional: v.optional(v.boolean(), false),
    })),
    v.minLength(1, "member-needed"),
    v.maxLength(MAX_TYPE_MEMBERS, "too-many-members"),
    v.check(
      (members) => new Set(members.map(({ hostId }) => hostId)).size === members.length,
      "member-twice",
    ),
  ),
  confirmedBy: v.optional(v.picklist(["first", "all"]), "first"),
  whenDeclined: v.optional(v.picklist(["end", "next-member"]), "end"),
  keepsHost: v.optional(v.boolean(), true),
  prefersSameHost: v.optional(v.boolean(), true),
});

/** The team part of an event type, as it arrives from a form or the API. */
export const TeamTermsInput = v.pipe(
  TeamTermsFields,
  v.forward(
    v.check(
      ({ mode, members }) => mode === "round-robin" || members.length <= MAX_BOOKING_HOSTS,
      "too-many-for-collective",
    ),
    ["members"],
  ),
  v.forward(
    v.check(
      ({ mode, members }) => mode === "round-robin" || members.some((each) => !each.isOptional),
      "required-member-needed",
    ),
    ["members"],
  ),
);
export type TeamTermsInput = v.InferOutput<typeof TeamTermsInput>;

/** The members of a collective who are invited where they are free. */
export function optionalMembers({ members }: Pick<TeamTerms, "members">): string[] {
  return members.filter(({ isOptional }) => isOptional).map(({ hostId }) => hostId);
}

/** The members whom every booking of a collective needs. */
export function requiredMembers({ members }: Pick<TeamTerms, "members">): string[] {
  return members.filter(({ isOptional }) => !isOptional).map(({ hostId }) => hostId);
}
