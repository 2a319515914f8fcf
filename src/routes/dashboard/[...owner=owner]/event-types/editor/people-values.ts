import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { requiredMembers, type TeamTerms, TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import { textIn } from "$lib/scheduling/typed-text.ts";

/** A member's row as it was entered. */
export interface MemberRowValues {
  isChosen: boolean;
  weight: string;
  priority: string;
  /** "lead", "required" or "optional". */
  presence: string;
}

/** The section "Members" of a team event type as it is entered. */
export interface PeopleValues {
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

/** What the section shows of a type. */
export function peopleValues(team: TeamTerms): PeopleValues {
  const [lead] = requiredMembers(team);
  const { mode, confirmedBy, whenDeclined, keepsHost, prefersSameHost } = team;
  return {
    mode,
    confirmedBy,
    whenDeclined,
    keepsHost,
    prefersSameHost,
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

/** What the section of a new type starts with: everybody, in turn. */
export function newPeopleValues(hostIds: readonly string[]): PeopleValues {
  return {
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

/** What its form sent. */
export function readPeople(form: FormData): PeopleValues {
  const chosen = form.getAll("member").map(String);
  const listed = form.getAll("listed").map(String).slice(0, 200);
  return {
    mode: textIn(form, "mode"),
    confirmedBy: textIn(form, "confirmedBy"),
    whenDeclined: textIn(form, "whenDeclined"),
    keepsHost: form.has("keepsHost"),
    prefersSameHost: form.has("prefersSameHost"),
    members: Object.fromEntries(
      listed.map((id) => [id, {
        isChosen: chosen.includes(id),
        weight: textIn(form, `weight.${id}`),
        priority: textIn(form, `priority.${id}`),
        presence: textIn(form, `presence.${id}`),
      }]),
    ),
  };
}

/** The members and how they are chosen, parsed from the form, or an error for each control that has one. */
export function parsePeople(values: PeopleValues): Outcome<TeamTermsInput> {
  const members = membersIn(values);
  const leads = members.filter(({ presence }) => presence === "lead");
  if (values.mode === "collective" && leads.length > 1) {
    return refused("invalid", { fields: { members: "lead-twice" } });
  }
  const terms = parse(TeamTermsInput, { ...values, members });
  if (terms.ok) return terms;
  return refused("invalid", {
    fields: Object.fromEntries(
      Object.entries(terms.refusal.fields ?? {}).map((
        [path, error],
      ) => [controlOf(path, members), error]),
    ),
  });
}

/** The chosen members, the lead first. */
function membersIn({ members }: PeopleValues) {
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
