import * as v from "valibot";
import { partial } from "$lib/openapi/fields.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { TeamTermsFields } from "$lib/scheduling/team-terms.ts";
import { remove } from "../../event-types/edit.ts";
import { changeTeamType, createTeamType } from "../../event-types/team-type-changes.ts";
import { findManagedType } from "../../teams/find-team-type.ts";
import { EventTypeId, id, revision, TeamId, words } from "../fields.ts";
import { teamTypeAnswer } from "../team-facts.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;

const settings = EventTypeInput.entries, terms = TeamTermsFields.entries;
const changes = partial({
  title: v.pipe(settings.title, v.description(fields.typeTitle)),
  slug: v.pipe(settings.slug, v.description(fields.typeSlug)),
  description: v.pipe(settings.description.wrapped, v.description(fields.typeDescription)),
  durations: v.pipe(settings.durations, v.description(fields.durations)),
  decision: v.pipe(settings.decision.wrapped, v.description(fields.decision)),
  active: v.pipe(settings.active.wrapped, v.description(fields.active)),
  mode: v.pipe(terms.mode, v.description(fields.mode)),
  members: v.pipe(terms.members, v.description(fields.members)),
  confirmedBy: v.pipe(terms.confirmedBy.wrapped, v.description(fields.confirmedBy)),
  whenDeclined: v.pipe(terms.whenDeclined.wrapped, v.description(fields.whenDeclined)),
  keepsHost: v.pipe(terms.keepsHost.wrapped, v.description(fields.keepsHost)),
  prefersSameHost: v.pipe(terms.prefersSameHost.wrapped, v.description(fields.prefersSameHost)),
});
const { mode, members } = changes;

export const create = tool({
  name: "create_team_event_type",
  title: tools.createTeamEventType.title,
  description: tools.createTeamEventType.description,
  scope: "teams",
  input: v.object({
    teamId: TeamId,
    copyOf: v.exactOptional(id(fields.copyOf)),
    ...changes,
    mode: mode.wrapped,
    members: members.wrapped,
  }),
  async run({ app, host }, { copyOf: eventTypeId = null, ...given }) {
    const made = await createTeamType(app, host, { ...given, eventTypeId });
    if (!made.ok) return made;
    return accepted(teamTypeAnswer(app.baseUrl, tools.createTeamEventType.done, made.value));
  },
});

export const update = tool({
  name: "update_team_event_type",
  title: tools.updateTeamEventType.title,
  description: tools.updateTeamEventType.description,
  scope: "teams",
  input: v.object({
    teamId: TeamId,
    eventTypeId: EventTypeId,
    revision: revision(fields.typeRevision),
    ...changes,
  }),
  async run({ app, host }, { teamId, eventTypeId, revision, ...changes }) {
    const found = await findManagedType(app, { team: teamId, slug: eventTypeId }, host.id);
    if (!found) return refused("not-found");
    const edited = await changeTeamType(app, host, found, changes, revision);
    if (!edited.ok) return edited;
    return accepted(teamTypeAnswer(app.baseUrl, tools.updateTeamEventType.done, edited.value));
  },
});

export const del = tool({
  name: "delete_team_event_type",
  title: tools.deleteTeamEventType.title,
  description: tools.deleteTeamEventType.description,
  scope: "teams",
  isDestructive: true,
  input: v.object({ teamId: TeamId, eventTypeId: EventTypeId }),
  async run({ app, host }, { teamId, eventTypeId }) {
    const found = await findManagedType(app, { team: teamId, slug: eventTypeId }, host.id);
    if (!found) return refused("not-found");
    const removed = await remove(app, { teamId: found.team.id, hostId: host.id }, found.type.id);
    if (!removed.ok) return removed;
    return accepted(teamTypeAnswer(app.baseUrl, tools.deleteTeamEventType.done, found));
  },
});
