import type { Host } from "$lib/scheduling/host.ts";
import { longDate } from "$lib/scheduling/wording.ts";
import { deviceOf } from "$lib/server/device.ts";
import type { Session } from "$lib/server/sessions.ts";
import type { WaysIn } from "$lib/server/ways-in.ts";
import type { Words } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";

type Said = Words["identity"]["settings"];

/** A host's sessions as rows: what they call themselves, and since when. */
export function shownSessions(
  words: Said["sessions"],
  host: Host,
  standing: Session[],
  here: string | null,
) {
  return standing.map(({ hash, agent, createdAt, seenAt }) => {
    const device = deviceOf(agent);
    return {
      id: hash,
      name: device ? say(words.device, device) : words.unknown,
      since: say(words.since, { date: longDate(createdAt, host) }),
      seen: say(words.seen, { date: longDate(seenAt, host) }),
      isHere: hash === here,
    };
  });
}

/** Ways in as rows: the ones that can go carry an id. */
export function shownWays(words: Said["ways"], host: Host, { mail, identities }: WaysIn) {
  const fixed = mail
    ? say(words.mail, { email: mail })
    : say(words.noMail, { username: host.username });
  const canGo = mail !== null || identities.length > 1;
  return [
    { text: fixed, id: null },
    ...identities.map(({ hash, issuer }) => ({
      text: say(words.issuer, { name: new URL(issuer).host }),
      id: canGo ? hash : null,
    })),
  ];
}

export function shownInvitations(
  words: Said["invitations"],
  host: Host,
  open: { hash: string; link: string; expiresAt: number }[],
) {
  return open.map(({ hash, link, expiresAt }) => ({
    id: hash,
    link,
    until: say(words.until, { date: longDate(expiresAt, host) }),
  }));
}

/** What has just been done, in one sentence; null on a plain visit. */
export function doneNow(words: Said, url: URL, baseUrl: string, host: Host): string | null {
  switch (url.searchParams.get("done")) {
    case "saved":
      return words.saved;
    case "email":
      return words.email.saved;
    case "mailed":
      return say(words.email.mailed, { email: url.searchParams.get("to") ?? "" });
    case "confirmed":
      return host.emailVerified ? words.email.confirmed : null;
    case "username":
      return say(words.username.saved, { link: `${baseUrl}/calendar/${host.username}/` });
    case "way":
      return words.ways.added;
    default:
      return null;
  }
}
