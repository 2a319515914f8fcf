/** Signing in, sessions, profile. Plain texts with `{places}`; see `../say.ts`. */
export default {};
