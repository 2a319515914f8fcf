/** Whose a page of the dashboard is, by its address: nothing for the host's own, `teams/ID` for a team's. */
export function match(path: string): boolean {
  return path === "" || /^teams\/[^/]+$/.test(path);
}
