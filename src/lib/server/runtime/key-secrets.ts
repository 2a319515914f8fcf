/** Secrets of API keys in a text, by what they look like. */

/** The prefix by which secret scanners know it, and 256 random bits. */
const secretForm = /(?=(inv_[A-Za-z0-9_-]{43}))/g;

/** How many secrets of one URL are looked at. */
const MAX_IN_URL = 5;

/** Everything in a text that looks like the secret of a key. */
export function findSecrets(text: string): string[] {
  return [...text.matchAll(secretForm)].map(([, secret = ""]) => secret);
}

/** What looks like the secret of a key in a URL, however it is encoded; each once, the first few. */
export function findSecretsInUrl(url: string): string[] {
  return [...new Set(findSecrets(withoutPercents(url)))].slice(0, MAX_IN_URL);
}

/** A URL without percent encoding, also where that is malformed. */
function withoutPercents(url: string): string {
  return url.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}
