/** Frame round every page, landing and error pages. Plain texts with `{places}`; see `../say.ts`. */
export default {
  product: "Invito",
  toContent: "Skip to the content",
  home: "Home",
  widget: "Scheduling by Invito",
  footer: "Scheduling by Invito, on its own server.",
  menu: "Main menu",
  nav: {
    bookings: "Bookings",
    "event-types": "Event types",
    hours: "Hours",
    calendars: "Calendars",
    outbox: "Outbox",
    settings: "Settings",
  },
  waiting: { one: "{n} waiting", other: "{n} waiting" },
  signIn: "Sign in",
  signOut: "Sign out",
  signedInAs: "Signed in as {name}",
  dashboard: "Dashboard",
  yourPage: "Your booking page",
  theme: { label: "Colours", light: "Light", dark: "Dark", system: "As the device" },
  copy: { button: "Copy", done: "Copied", failed: "Please copy it by hand" },
  countdown: {
    over: "no time left",
    days: { one: "{n} day", other: "{n} days" },
    hours: "{n} h",
    minutes: "{n} min",
    seconds: "{n} s",
  },
  error: {
    notFoundTitle: "Nothing to see at this address",
    notFound: "The link may be incomplete or no longer valid.",
    title: "Something went wrong",
    text:
      "It is our fault, not yours. What was accepted before is safe. Please try again in a moment.",
    fault: "If it happens again, tell whoever runs this server the number of the fault: {id}.",
    back: "Back to the start",
    refused: { "too-many": "One moment, please", "forbidden": "Not carried out" } as Record<
      string,
      string
    >,
    method: "This address does not take that method.",
  },
};
