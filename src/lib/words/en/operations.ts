/** What somebody who runs the program reads in the terminal when it cannot go on. Plain texts with `{places}`. */
export default {
  secret: {
    missing:
      "{path} is missing, and what {store} holds was sealed with that session secret. {back}",
    wrong: "The session secret in {path} is not the one that {store} was sealed with. {back}",
    empty: "{path} is empty, and it should hold the session secret. {back}",
    malformed:
      "{path} does not hold a session secret, which is 64 hex digits and nothing else. {back}",
    unreadable:
      "{path} cannot be read ({said}). Give it to the user that the program runs as: chmod 600, chown.",
    unwritable: "The session secret cannot be kept in {path} ({said}).",
    /** What to do about a secret that is not there or not the right one. */
    back: "Put the right one back: a backup made with --with-secret holds it, and " +
      "“deno task restore FILE --secret-only” takes it out and leaves everything else as it is; or write it into " +
      "{path}, or set INVITO_SESSION_SECRET. If you have it but want another one, set INVITO_SESSION_SECRET_OLD to it. " +
      "If it is gone for good, “deno task new-secret” lists what is lost with it, and changes nothing until you say so.",
    setting: "INVITO_SESSION_SECRET",
  },
  store: {
    full:
      "There is no room left on the disk of {path}. What was stored is safe: make room, and start again.",
    failing: "The disk under {path} fails: it cannot be read or written ({said}).",
    "read-only":
      "{path} cannot be written: the file system, the folder or the file is read-only for the user that this runs as.",
    damaged:
      "{path} is damaged or is no database of Invito ({said}). Put a backup back: “deno task restore FILE” moves what is there aside.",
    "closed-off":
      "{path} cannot be opened. It must be a file in a folder that the user that this runs as may read and write ({said}).",
    "in-use": "{path} is in use by another program.",
    inUseBy:
      "another program is using the database {path}, by this or another name. Stop it first, or set INVITO_DB_PATH to another file.",
    copyFull:
      "There is no room for a copy of the store in {path}. Make room, or set TMPDIR to a folder with more.",
    file: "A file cannot be read or written: {said}.",
  },
  /** What is lost with a session secret, by kind of record. */
  lost: {
    connection: {
      one:
        "The password of {n} calendar account: its host connects it again on the calendars page. Until then nothing is read from it or written to it, and what was last known stays busy.",
      other:
        "The passwords of {n} calendar accounts: their hosts connect them again on the calendars page. Until then nothing is read from them or written to them, and what was last known stays busy.",
    },
    booking: {
      one:
        "The links in emails still to come about {n} booking: it gets new ones. Links in emails that were sent stay good.",
      other:
        "The links in emails still to come about {n} bookings: they get new ones. Links in emails that were sent stay good.",
    },
    feed_of: {
      one: "The address of {n} calendar feed: it is closed, and its host opens another one.",
      other: "The addresses of {n} calendar feeds: they are closed, and their hosts open others.",
    },
    private_link: {
      one: "{n} private link of an event type: it is deleted, and its host makes another one.",
      other: "{n} private links of event types: they are deleted, and their hosts make others.",
    },
    invitation: {
      one: "{n} invitation of a further host: it is deleted, and can be made again.",
      other: "{n} invitations of further hosts: they are deleted, and can be made again.",
    },
    job: {
      one: "{n} email with a sign-in link that has not been sent: whoever waits for it asks again.",
      other:
        "{n} emails with a sign-in link that have not been sent: whoever waits for one asks again.",
    },
  } as Record<string, { one: string; other: string }>,
  other: { one: "{n} record of the kind {kind}.", other: "{n} records of the kind {kind}." },
  renew: {
    nothing: "The session secret is there, and opens what is sealed: nothing was changed.",
    lost: "The session secret of this store is not here. With it these are lost:",
    signed:
      "Sign-in and verification links that were sent, and forms that are open: they are asked for again. Hosts stay signed in.",
    how:
      "Nothing was changed. To go on without it: deno task new-secret --give-up. Make a backup first: if the secret turns up, the backup is as good as ever.",
    done: "A new session secret is in {path}. What the lost one sealed was given up:",
  },
};
