/** What each door answers to: anonymous, another host, a foreign Origin, no content type, JSON. */
export const table: Record<string, string> = {};
