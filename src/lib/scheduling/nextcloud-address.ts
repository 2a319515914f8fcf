/** What follows the address of a Nextcloud where a page of it was copied from the browser. */
const PAGE = /\/(?:index\.php|apps|login|settings|f|s)(?:\/.*)?$/;

/** Where the calendars of a Nextcloud are, from the address of the server or of one of its pages; anything else stays as entered. */
export function nextcloudAddress(entered: string): string {
  const text = entered.trim();
  const isEmail = text.includes("@") && !text.includes("/");
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (isEmail || !url || url.username || /\/remote\.php(\/|$)/.test(url.pathname)) return entered;
  const folder = url.pathname.replace(PAGE, "").replace(/\/+$/, "");
  return `${url.origin}${folder}/remote.php/dav/`;
}
