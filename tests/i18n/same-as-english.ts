/** Texts that every translation may share with English: names of products. */
export const names: readonly string[] = [
  "Cal.com",
  "Calendly",
  "Fastmail",
  "Google Calendar",
  "Google Meet",
  "Google, Microsoft 365",
  "iCloud",
  "Invito",
  "Microsoft Teams",
  "Nextcloud",
  "Outlook",
  "URL",
];

/** Words that happen to be the same in a language as in English. */
export const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    "Name",
  ],

  fr: [],

  es: [],

  ar: [],
};
