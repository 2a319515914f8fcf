/** Where a meeting takes place, for guests and hosts. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** How a meeting is joined. */
  kinds: {
    link: "اجتماع عبر الإنترنت",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "مكالمة هاتفية",
  },
  /** The buttons of a host for a meeting with a link or a number. */
  join: { go: "انضمام", copyLink: "نسخ الرابط", call: "اتصال", copyNumber: "نسخ الرقم" },
  /** What a guest reads before booking, in place of what only a confirmed booking shows. */
  before: {
    link: "عبر الإنترنت، ويُرسل الرابط بعد التأكيد",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "مكالمة هاتفية",
    "call-guest": "مكالمة هاتفية",
    later: "يُحدَّد المكان لاحقًا",
    choice: "يمكنك اختيار مكان الاجتماع",
  },
  /** The places to choose from; the number is asked beside the last. */
  choices: {
    link: "اجتماع عبر الإنترنت",
    "google-meet": "Google Meet",
    "microsoft-teams": "Microsoft Teams",
    phone: "مكالمة هاتفية: الاتصال من جهتك",
    "call-guest": "مكالمة هاتفية: نتصل بك",
  },
  /** The same, for a host who books for a guest. */
  forGuest: {
    choice: "يختار الضيف مكان الاجتماع",
    phone: "مكالمة هاتفية: الاتصال من جهة الضيف",
    "call-guest": "مكالمة هاتفية: الاتصال بالضيف",
  },
  guest: {
    phone: "يُرجى الاتصال على الرقم \u2066{number}\u2069",
    callGuest: "ستتلقى اتصالًا على الرقم \u2066{number}\u2069",
    callGuestWithout: "ستتلقى اتصالًا هاتفيًا",
    later: "يُحدَّد المكان لاحقًا وسنُعلمك به.",
    awaited: "{name}. سيصلك الرابط لاحقًا.",
  },
  host: {
    phone: "يتصل بك الضيف على الرقم \u2066{number}\u2069",
    callGuest: "الاتصال بالضيف على الرقم \u2066{number}\u2069",
    callGuestWithout: "الاتصال بالضيف",
    later: "يُحدَّد المكان لاحقًا",
    awaited: "{name}. جارٍ إنشاء الرابط.",
    failed: "{name}. تعذّر إنشاء الرابط.",
  },
};
