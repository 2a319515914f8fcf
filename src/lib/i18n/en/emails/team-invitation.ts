/** The email that invites to a team. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  subject: "{inviter} invites you to {team}",
  heading: "Join {team}",
  body:
    "{inviter} invites you to become a member of the team {team} on {service}. Guests can then book you as part of the team.",
  bodyAdmin:
    "{inviter} invites you to become an admin of the team {team} on {service}. Guests can then book you as part of the team, and you manage it.",
  until: "The invitation is valid until {until}.",
  button: "View invitation",
  ignore:
    "You only become a member if you accept. If you don’t want to, decline or ignore this email.",
  automatic: "Sent by {service} because {inviter} invited you to a team.",
};
