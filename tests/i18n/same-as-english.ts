/** Texts that every translation may share with English: names of products and people, addresses, codes. */
export const names: readonly string[] = [
  "Baïkal",
  "Cal.com",
  "Calendly",
  "cloud.example.org",
  "deno task sign-in NAME",
  "Fastmail",
  "fastmail.com",
  "Google Calendar",
  "Google Meet",
  "Google, Microsoft 365",
  "Grace Hopper",
  "HTML",
  "https://cal.example.org",
  "https://dav.example.org/dav.php/",
  "iCloud",
  "icloud.com",
  "Invito",
  "mailbox.org",
  "Microsoft Teams",
  "Nextcloud",
  "Outlook",
  "PHP",
  "Python",
  "Radicale",
  "Standard Webhooks",
  "TypeScript",
  "URL",
  "booking.confirmed, booking.declined",
  "booking.created, booking.rejected",
];

/** Words that happen to be the same in a language as in English. */
export const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    "Name",
  ],

  fr: [],

  es: [
    "{ms} ms",
    "{n} min",
    "Error",
    "No",
    "Normal",
    "Webhooks",
  ],

  ar: [],
};
