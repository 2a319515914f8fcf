/** Event types of a team: list, editor, and why a time is not offered. */
export default {
  title: "Event types",
  lead: "The meetings people can book with this team.",
  empty: "This team has no event types yet.",
  emptyText: "Its owner or an admin can create the first one.",
  blocked: "Blocked guests",
  with: "with {names}",
  more: { one: "{names} and {n} more", other: "{names} and {n} more" },
  former: "Former member",

  mode: "How members are booked",
  modes: {
    "round-robin": {
      label: "Round robin",
      text: "Each booking goes to one member who is free, in turn.",
    },
    collective: {
      label: "Collective",
      text: "All required members attend each booking. Up to 8 members.",
    },
  },
  members: "Members",
  weight: "Weight",
  weightOf: "Weight of {name}",
  priority: "Priority",
  priorityOf: "Priority of {name}",
  priorities: {
    5: "Highest",
    4: "High",
    3: "Normal",
    2: "Low",
    1: "Lowest",
  },
  robinHint:
    "A member with weight 2 gets twice as many bookings as one with weight 1. Members with a lower priority are booked only when nobody above them is free.",
  presence: "Attendance",
  presenceOf: "Attendance of {name}",
  presences: { lead: "Lead", required: "Required", optional: "Optional" },
  presenceHint: "The lead’s name comes first. Optional members are invited if they’re free.",
  lacks: {
    left: "No longer in the team",
    calendar: "No calendar",
    hours: "No hours",
  },
  leftNotice: "No times are offered, because {names} left the team. Remove or replace them below.",

  confirmedBy: "Requests need confirmation by",
  confirmedByOptions: {
    first: "One required member",
    all: "Every required member",
  },
  whenDeclined: "When a member declines or doesn’t answer",
  whenDeclinedOptions: {
    end: "The request ends",
    "next-member": "Ask the next free member once",
  },
  keepsHost: "Keep the member when rescheduling",
  keepsHostHint: "If they’re free at the new time.",
  prefersSameHost: "Returning guests get the same member",
  prefersSameHostHint:
    "If they have an upcoming booking of this event type and the member is free.",

  start: {
    title: "Start from",
    text: "Copies one of your own event types. Later changes to it don’t affect the copy.",
    empty: "An empty event type",
    go: "Start",
  },

  schedule: {
    title: "Your schedule",
    text: "Which of your schedules is used when you’re booked for this event type.",
    label: "Schedule",
    default: "My default schedule",
    save: "Save schedule",
    saved: "Your schedule was saved.",
  },

  readOnly: "Only owners and admins of the team can change this.",

  troubleshoot: {
    title: "Troubleshoot",
    lead: "Choose a date to see when each member is available.",
    none: "This team has no event types yet.",
    offered: "Offered start times",
    noStarts: "No start times are offered on this day.",
    unavailable: "Not available",
    absent: "No longer in the team. No times are offered until they’re removed or replaced.",
    absentOptional: "No longer in the team.",
    noHours: "No hours on any day",
    noCalendar: "No calendar connected",
    calendars: {
      fresh: "Calendar up to date",
      stale: "Calendar out of date",
      broken: "Calendar can’t be read",
    },
    optional: "optional",
    free: "Available all day",
    codes: { HOURS: "Outside hours", BUSY: "Busy", BOOKED: "Booked" },
    at: "{time}: {reasons}",
    zone: "Times in {zone}",
  },
};
