/** What a host or team sets of the pages that their guests see. */
export default {
  title: "Your page",
  lead: "Picture, logo, texts and colour of the pages that your guests see.",
  open: "Edit your page",
  back: "Settings",
  teamTitle: "Team page",
  teamLead: "Picture, logo, footer and colour of the pages that the team’s guests see.",
  teamOpen: "Edit the team’s page",
  view: "View page",
  welcome: "Welcome text",
  welcomeHint: "Shown above your event types. Links starting with https:// can be clicked.",
  footer: "Footer",
  footerHint:
    "Shown at the end of every page for guests, for example a link to your privacy policy.",
  colour: "Colour",
  colourDefault: "Standard green",
  colourOwn: "Own colour",
  colourPick: "Choose a colour",
  colourHint: "We make it a little darker or lighter where it would be hard to read.",
  hideBranding: "Hide “Powered by Invito”",
  countVisits: "Count visits to this page",
  countVisitsHint:
    "For your analytics: without cookies, and nobody is recognised. Bookings are counted either way.",
  pictures: {
    picture: {
      title: "Picture",
      file: "New picture",
      hint: "Shown in place of your initial, cut to a square. PNG, JPEG or WebP, up to 900 KB.",
      upload: "Save picture",
      uploading: "Saving picture…",
      remove: "Remove picture",
    },
    logo: {
      title: "Logo",
      file: "New logo",
      hint:
        "Shown in place of your name at the top of every page for guests. PNG, JPEG or WebP, up to 900 KB.",
      upload: "Save logo",
      uploading: "Saving logo…",
      remove: "Remove logo",
    },
  },
  save: "Save",
  saved: "Saved.",
  preview: "Preview",
  previewHint: "Your page as guests see it.",
};
