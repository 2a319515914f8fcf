/** The MCP server's tools about teams: what an agent reads about them and their results. */
export const teamTools = {
  listTeams: {
    title: "List teams",
    description:
      "Lists the teams that the host is in, with their role: owner, admin or member. Changes nothing.",
    result: { one: "{n} team.", other: "{n} teams." },
  },
  getTeam: {
    title: "Show a team",
    description:
      "Shows a team with its members, whether their calendars and hours are known, and its event types with who takes them and how. Changes nothing. No tool invites anybody: the host does that on the site.",
    result: "{team}: {members}, {types}.",
    members: { one: "{n} member", other: "{n} members" },
    types: { one: "{n} event type", other: "{n} event types" },
  },
  createTeam: {
    title: "Create a team",
    description:
      "Creates a team with a public page; the host is its owner and its only member. Nobody is emailed. Others join by an invitation that the host sends on the site.",
    done:
      "Created: the team {team}, at {page}. {host} is its owner and invites others at {invite}.",
  },
  createTeamEventType: {
    title: "Create a team event type",
    description:
      "Creates an event type of a team, for its owners and admins. It appears on the team’s page and can be booked right away unless `active` is false. A round robin is taken by one member, by weighted rotation; a collective by all required members at the same time. The members are not emailed.",
    done: "Created: {type} of the team {team}. {members}",
  },
  updateTeamEventType: {
    title: "Change a team event type",
    description:
      "Changes the fields that are given, for owners and admins of the team; `members` replaces the whole list. It holds for new bookings from now on; what is booked stays with whoever has it, and nobody is emailed.",
    done: "Changed: {type} of the team {team}. {members}",
  },
  deleteTeamEventType: {
    title: "Delete a team event type",
    description:
      "Deletes an event type of a team with its private links, for owners and admins. It can no longer be booked; its bookings stay. Nobody is emailed. This cannot be undone.",
    done: "Deleted: {type} of the team {team}. Its bookings stay.",
  },
  reassign: {
    title: "Reassign a booking",
    description:
      "Reassigns the host’s place in a team’s booking to another member; an owner or admin may reassign anybody’s. Time and link stay; the event moves to the other member’s calendar. Both members are emailed, and the guest gets an email. get_booking lists who is free.",
    done: "Reassigned: {what}.",
    given: "Reassigned: {what}. It is another member’s now.",
  },
  removeTeamMember: {
    title: "Leave a team, or remove a member",
    description:
      "Ends a membership: the host’s own, or as an owner or admin another member’s. `bookings` says what becomes of their upcoming bookings with the team: handed over to members who are free (the others are kept), cancelled, or kept. A guest gets an email when their meeting is cancelled or handed over; owners and admins get one about event types that can no longer be booked and webhooks that are left. Only a new invitation, sent on the site, brings a member back.",
    left: "{host} has left the team {team}. {bookings}",
    removed: "Removed from the team {team}. {bookings}",
    bookings: {
      "hand-over": "Their upcoming bookings are being handed over to members who are free.",
      cancel: "Their upcoming bookings are being cancelled.",
      keep: "Their upcoming bookings stay theirs.",
    },
  },
  deleteTeam: {
    title: "Delete a team",
    description:
      "Deletes a team, for its owners: its page is gone right away, all of its upcoming bookings are cancelled, and each guest gets an email with the message. This cannot be undone.",
    done: "Deleted: the team {team}. Its upcoming bookings are being cancelled.",
  },
  members: { one: "{n} member takes its bookings.", other: "{n} members take its bookings." },
};

export const teamFields = {
  teamId: "Id of a team, from list_teams.",
  ofTeam:
    "Id of a team: all of its bookings for an owner or admin, otherwise the host’s own with it.",
  teamName: "The team’s name.",
  teamSlug: "Its part of the address; made from the name if missing.",
  teamDescription: "What guests read on its page.",
  teamZone: "IANA time zone; the host’s if missing.",
  typeTitle: "Its title.",
  typeSlug: "Its part of the address; made from the title if missing.",
  typeDescription: "What guests read about it.",
  durations: "The lengths that guests choose from, minutes; the first is the default.",
  copyOf: "Id of one of the host’s own event types to start as a copy of.",
  typeRevision: "Its revision, from get_team: the change is refused if it was changed since.",
  members:
    "Who takes its bookings, by the ids that get_team lists. `weight` 1 to 10 is the share in a round robin, of `priority` 1 to 5 the highest is asked first; `isOptional` members of a collective are invited where they are free.",
  mode: "round-robin: one member by rotation; collective: all required members together.",
  confirmedBy:
    "Of a collective: whether the first required member or all of them confirm requests.",
  whenDeclined:
    "Of a round robin: whether a declined request ends or goes to the next free member.",
  keepsHost: "Of a round robin: a rescheduled booking stays with the same member if they are free.",
  prefersSameHost:
    "Of a round robin: a guest with an upcoming booking gets the same member if they are free.",
  decision: "approval: requests wait for a member; instant: confirmed right away.",
  active: "Whether it can be booked.",
  fromMember: "Id of the member who gives it away; the host if missing.",
  toMember:
    "Id of the member who gets it, from get_booking; whoever is free and has the turn if missing.",
  memberId: "Id of the member, from get_team; the one with `isYou` is the host.",
  bookings: "What becomes of their upcoming bookings with the team.",
  webhooks:
    "What becomes of the team’s webhooks that they made: paused unless said otherwise, kept, or deleted. Nobody can keep their own.",
  teamMessage: "A message to the guests whose bookings are cancelled.",
  forAll:
    "Of a team’s booking of several members: as its owner or admin, decide for all of them. Only if the host has said so.",
};
