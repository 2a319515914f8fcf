/** The page that builds the code for another website. */
export default {
  title: "Embed on your website",
  back: "All event types",
  type: "Event type",
  theme: "Theme",
  themes: { system: "As on the device", light: "Light", dark: "Dark" },
  zone: "Time zone",
  visitorZone: "Visitor’s own",
  update: "Update",
  code: "Code",
  codeHint: "Paste it where you want the calendar to appear.",
  codeLabel: "Embed code",
  onlySites: "Only these websites can show it: {sites}.",
  noSite: "No website can show it yet: the event type names none.",
  preview: "Preview",
  previewHint: "This is the real calendar. Bookings made here count.",
  none: {
    title: "Nothing to embed yet",
    text: "Only event types with a public page can be embedded.",
    action: "New event type",
  },
};
