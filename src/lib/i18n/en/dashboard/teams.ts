/** Teams: members, invitations, roles and leaving. Plain texts with `{places}`; see `../../format.ts`. */
export default {
  title: "Teams",
  lead: "Guests book one of you in turn, or all of you together.",
  new: "New team",
  empty: {
    title: "No teams yet",
    text:
      "A team is several hosts with one booking page. Each booking goes to whoever is free and next in turn, or needs everyone.",
  },
  members: { one: "{n} member", other: "{n} members" },
  roles: { owner: "Owner", admin: "Admin", member: "Member" },
  rolesHint:
    "Members have their own bookings. Admins also manage event types, members and all bookings of the team. Owners also change roles and delete the team.",

  tabs: {
    label: "Team",
    members: "Members",
    eventTypes: "Event types",
    bookings: "Bookings",
    analytics: "Analytics",
    troubleshoot: "Troubleshoot",
    settings: "Settings",
  },
  link: "Link to the page of {team}",

  form: {
    title: "New team",
    name: "Name",
    slug: "URL",
    slugHint: "3 to 64 lowercase letters, digits and single hyphens. Leave empty to use the name.",
    slugChange: "A link you’ve shared stops working if you change it.",
    description: "Description",
    descriptionHint: "Shown on the team’s page.",
    colour: "Colour",
    zone: "Time zone",
    zoneHint: "Booking windows and limits of the team’s event types count in it.",
    language: "Language",
    languageHint: "Of the team’s pages where a guest’s browser asks for no other.",
    sites: "Websites that can embed the team’s page",
    sitesHint:
      "One per line, such as https://example.org. Use * for any website. Each event type has its own list.",
    create: "Create team",
    save: "Save",
    saved: "Saved.",
    created: "Your team is ready. Invite its members.",
  },

  list: {
    title: "Members",
    you: "you",
    upcoming: { one: "{n} upcoming booking", other: "{n} upcoming bookings" },
    none: "no upcoming bookings",
    manage: "Manage",
    manageLabel: "Manage: {name}",
    leave: "Leave",
    calendar: {
      "fresh": "Calendar up to date",
      "stale": "Calendar not up to date",
      "broken": "Calendar can’t be read",
      "signed-out": "Calendar sign-in needed",
      "none": "No calendar",
    },
    noHours: "No hours",
    gone: "Account deleted",
    former: "Former members",
    formerText: "They still have upcoming bookings with the team.",
    unavailable:
      "{type} can’t be booked: {names} is no longer a member. Edit it to remove or replace them.",
    nobody: "{type} can’t be booked: it has no members.",
  },

  invite: {
    title: "Invite someone",
    who: "Email address or username",
    role: "Role",
    send: "Invite",
    sent: "Invited. They become a member once they accept.",
    again: "Send again",
    againLabel: "Send again: {who}",
    againDone: "Invitation sent again.",
    withdraw: "Withdraw",
    withdrawLabel: "Withdraw: {who}",
    withdrawn: "Invitation withdrawn.",
    open: "Open invitations",
    until: "{role} · valid until {date}",
    expired: "{role} · expired",
  },

  /** Invitations that wait for the signed-in host, and the page of an emailed one. */
  invitation: {
    title: "Join {team}",
    waiting: "Invitations",
    text: {
      admin: "{inviter} invites you to be an admin of {team}.",
      member: "{inviter} invites you to be a member of {team}.",
    },
    someone: "Someone",
    consent:
      "Guests can then book you as part of the team. Its members see when you’re busy, never what for.",
    as: "You’re signed in as {name}.",
    accept: "Accept",
    acceptLabel: "Accept: {team}",
    decline: "Decline",
    declineLabel: "Decline: {team}",
    accepted: "Welcome to {team}.",
    declined: "Invitation declined.",
    signIn: "Sign in to accept",
    new: "New here?",
    newText:
      "Accept, and get a booking page of your own. Weekly hours and an event type are set up for you.",
    name: "Your name",
    acceptNew: "Accept and create my booking page",
    taken: "A host here already has the invited email address. Please sign in to accept.",
    goneTitle: "This invitation is no longer valid",
    gone: "It was answered, withdrawn or sent again with a new link. Ask the team for a new one.",
    expired: "It has expired. Ask the team to send it again.",
  },

  member: {
    back: "Back to members",
    role: "Role",
    saveRole: "Change role",
    roleSaved: "Role changed.",
    leaveTitle: "Leave {team}",
    removeTitle: "Remove {name}",
    leave: "Leave team",
    remove: "Remove from team",
    lastOwner: "A team needs an owner. Make someone else an owner first, or delete the team.",
    bookings: "Upcoming bookings with the team",
    noBookings: "No upcoming bookings with the team.",
    question: "What about these bookings?",
    choices: {
      "hand-over": "Hand over to members who are free",
      cancel: "Cancel, and notify the guests",
      keep: "Keep until they’re over",
    },
    handOverHint: "Bookings that nobody is free for are kept. You can then cancel them.",
    handOverOwn: "Bookings that nobody is free for are kept.",
    formerTitle: "{name} has left",
    settle: "Continue",
    settling: "This is being done. Reload this page to see what is left.",
    left: "You’ve left {team}.",
    removed: "{name} is no longer a member.",
  },

  close: {
    title: "Delete team",
    lead: "Delete this team for everyone.",
    open: "Delete team",
    now: "Right away:",
    nowList: [
      "the team’s page and all its links stop working",
      "its event types, private links and invitations are deleted",
    ],
    nothingComing: "There are no upcoming bookings to cancel.",
    coming: {
      one: "{n} upcoming meeting or request is cancelled, and its guest is notified.",
      other: "{n} upcoming meetings and requests are cancelled, and their guests are notified.",
    },
    message: "Message to guests whose bookings are cancelled",
    messageHint: "Optional. Included in their emails.",
    sure: "Yes, delete the team",
    action: "Delete team",
    keep: "Keep team",
    done: "{team} was deleted.",
  },

  bookings: {
    title: "Bookings",
    with: "with {names}",
    empty: "No bookings here.",
    show: {
      label: "Show",
      upcoming: "Upcoming",
      pending: "Pending",
      past: "Past",
      declined: "Declined",
      cancelled: "Cancelled",
    },
  },

  /** On the page that deletes an account. */
  owned: {
    text:
      "You are the only owner of these teams. Make someone else an owner first, or delete the team:",
  },
};
