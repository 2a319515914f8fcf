import type { EventType } from "$lib/scheduling/event-type.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { requiredMembers, type TeamTerms, TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import type { TeamTypeInput } from "$lib/server/event-types/team-types.ts";
import {
  type EventTypeFormValues,
  eventTypeFormValues,
  newEventTypeFormValues,
  parseEventTypeForm,
  parseEventTypeInputFrom,
} from "../../../event-types/event-type-form-values.ts";

/** A member's row as it was entered. */
export interface MemberRowValues {
  isChosen: boolean;
  weight: string;
  priority: string;
  /** "lead", "required" or "optional". */
  presence: string;
}

/** The editor's fields of a team event type as they were entered. */
export interface TeamTypeFormValues extends EventTypeFormValues {
  mode: string;
  confirmedBy: string;
  whenDeclined: string;
  keepsHost: boolean;
  prefersSameHost: boolean;
  /** By host id, in the order of the form. */
  members: Record<string, MemberRowValues>;
}

/** The row of a member whom the type does not list. */
export const newMemberRow: MemberRowValues = {
  isChosen: false,
  weight: "1",
  priority: "3",
  presence: "required",
};

/** What the editor shows of a stored type. */
export function teamTypeFormValues(type: EventType, team: TeamTerms): TeamTypeFormValues {
  const [lead] = requiredMembers(team);
  return {
    ...eventTypeFormValues(type),
    mode: team.mode,
    confirmedBy: team.confirmedBy,
    whenDeclined: team.whenDeclined,
    keepsHost: team.keepsHost,
    prefersSameHost: team.prefersSameHost,
    members: Object.fromEntries(
      team.members.map(({ hostId, weight, priority, isOptional }) => [hostId, {
        isChosen: true,
        weight: String(weight),
        priority: String(priority),
        presence: hostId === lead ? "lead" : isOptional ? "optional" : "required",
      }]),
    ),
  };
}

/** What the editor of a new type starts with: everybody, in turn, and the fields of one of the host's own types. */
export function newTeamTypeFormValues(
  base: EventType | null,
  hostIds: readonly string[],
): TeamTypeFormValues {
  return {
    ...(base ? { ...eventTypeFormValues(base), revision: "0" } : newEventTypeFormValues),
    active: true,
    onlyForTeams: false,
    mode: "round-robin",
    confirmedBy: "first",
    whenDeclined: "end",
    keepsHost: true,
    prefersSameHost: true,
    members: Object.fromEntries(
      hostIds.map((id, i) => [id, {
        ...newMemberRow,
        isChosen: true,
        presence: i === 0 ? "lead" : "required",
      }]),
    ),
  };
}

/** Reads the editor's form; a field that did not come is empty. */
export function parseTeamTypeForm(form: FormData): TeamTypeFormValues {
  const text = (name: string) => String(form.get(name) ?? "");
  const chosen = form.getAll("member").map(String);
  const listed = form.getAll("listed").map(String).slice(0, 200);
  return {
    ...parseEventTypeForm(form),
    mode: text("mode"),
    confirmedBy: text("confirmedBy"),
    whenDeclined: text("whenDeclined"),
    keepsHost: form.has("keepsHost"),
    prefersSameHost: form.has("prefersSameHost"),
    members: Object.fromEntries(
      listed.map((id) => [id, {
        isChosen: chosen.includes(id),
        weight: text(`weight.${id}`),
        priority: text(`priority.${id}`),
        presence: text(`presence.${id}`),
      }]),
    ),
  };
}

/** The input parsed from the form, or an error for each control that has one. */
export function parseTeamTypeInputFrom(values: TeamTypeFormValues): Outcome<TeamTypeInput> {
  const members = membersIn(values);
  const fields = parseEventTypeInputFrom(values);
  const leads = members.filter(({ presence }) => presence === "lead");
  const terms = values.mode === "collective" && leads.length > 1
    ? refused("invalid", { fields: { members: "lead-twice" } })
    : parse(TeamTermsInput, {
      mode: values.mode,
      members,
      confirmedBy: values.confirmedBy,
      whenDeclined: values.whenDeclined,
      keepsHost: values.keepsHost,
      prefersSameHost: values.prefersSameHost,
    });
  if (fields.ok && terms.ok) {
    return { ok: true, value: { fields: fields.value, terms: terms.value } };
  }
  const errors = terms.ok ? {} : terms.refusal.fields ?? {};
  return refused("invalid", {
    fields: {
      ...(fields.ok ? {} : fields.refusal.fields),
      ...Object.fromEntries(
        Object.entries(errors).map(([path, error]) => [controlOf(path, members), error]),
      ),
    },
  });
}

/** The chosen members, the lead first. */
function membersIn({ members }: TeamTypeFormValues) {
  const chosen = Object.entries(members).filter(([, { isChosen }]) => isChosen);
  const isLead = ({ presence }: { presence: string }) => presence === "lead";
  return chosen
    .map(([hostId, { weight, priority, presence }]) => ({
      hostId,
      weight: Number(weight || NaN),
      priority: Number(priority || NaN),
      presence,
      isOptional: presence === "optional",
    }))
    .sort((a, b) => Number(isLead(b)) - Number(isLead(a)));
}

/** `members.2.weight` is the control of the third chosen member. */
function controlOf(path: string, members: readonly { hostId: string }[]): string {
  const [control = path, index, field] = path.split(".");
  const hostId = members[Number(index)]?.hostId;
  return control === "members" && field && hostId ? `${field}.${hostId}` : control;
}
