/** Frame round every page, landing and error pages. Plain texts with `{places}`; see `../say.ts`. */
export default {};
