/** Calendars page and what calendar servers do wrong. Plain texts with `{places}`; see `../say.ts`. */
export default {};
