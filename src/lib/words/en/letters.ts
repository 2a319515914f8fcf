/** Letters. Plain texts with `{places}`; see `../say.ts`. */
export default {};
