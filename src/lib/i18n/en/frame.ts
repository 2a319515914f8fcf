/** Frame of every page, landing and error pages. Plain texts with `{places}`; see `../format.ts`. */
export default {
  product: "Invito",
  toContent: "Skip to main content",
  home: "Home",
  widget: "Scheduling by Invito",
  /** The cross of a dialog that shows the widget. */
  close: "Close",
  footer: "Self-hosted scheduling by Invito",
  powered: "Powered by Invito",
  menu: "Main menu",
  nav: {
    bookings: "Bookings",
    "event-types": "Event types",
    availability: "Availability",
    calendars: "Calendars",
    teams: "Teams",
    settings: "Settings",
    status: "Status",
  },
  waiting: { one: "{n} pending", other: "{n} pending" },
  needs: {
    one: "{n} thing needs you",
    other: "{n} things need you",
  },
  languages: "Languages",
  signIn: "Sign in",
  signOut: "Sign out",
  signedInAs: "Signed in as {name}",
  dashboard: "Dashboard",
  yourPage: "Your booking page",
  theme: { label: "Theme", light: "Light", dark: "Dark", system: "System" },
  copy: { button: "Copy", done: "Copied", failed: "Please copy it manually", share: "Share" },
  countdown: {
    over: "no time left",
    days: { one: "{n} day", other: "{n} days" },
    hours: "{n} h",
    minutes: "{n} min",
    seconds: "{n} s",
  },
  error: {
    notFoundTitle: "Page not found",
    notFound: "The link may be incomplete or no longer valid.",
    title: "Something went wrong",
    text:
      "This is a problem on our side. Everything you saved before is safe. Please try again in a moment.",
    errorId: "If it keeps happening, tell whoever runs this site. Error ID: {id}.",
    back: "Back to home",
    formKept: "What you entered is kept: you can send it again from here.",
    tryAgain: "Try again",
    tryAgainIn: {
      inSeconds: {
        one: "You’ve made too many requests. You can try again in {n} second.",
        other: "You’ve made too many requests. You can try again in {n} seconds.",
      },
      inMinutes: {
        one: "You’ve made too many requests. You can try again in {n} minute.",
        other: "You’ve made too many requests. You can try again in {n} minutes.",
      },
    },
    refused: {
      "too-many": "Too many requests",
      "forbidden": "Request blocked",
      "cannot-save": "Can’t save right now",
      "busy": "Too busy right now",
    } as Record<string, string>,
    method: "Method not allowed.",
  },
};
