/** What somebody who runs the program reads in the terminal when it cannot go on. Plain texts with `{places}`. */
export default {
  secret: {
    missing:
      "{path} is missing, and the data in {store} was encrypted with that session secret. {back}",
    wrong: "The session secret in {path} is not the one that {store} was encrypted with. {back}",
    empty: "{path} is empty, and it should hold the session secret. {back}",
    malformed:
      "{path} does not hold a session secret, which is 64 hex digits and nothing else. {back}",
    unreadable:
      "{path} cannot be read ({said}). Make it belong to the user that runs the program (chown), with mode 600 (chmod 600).",
    unwritable: "The session secret cannot be saved to {path} ({said}).",
    /** What to do about a secret that is not there or not the right one. */
    back: "Put the right one back: a backup made with --with-secret holds it, and " +
      "“deno task restore FILE --secret-only” takes it out and leaves everything else as it is; or write it to " +
      "{path}, or set INVITO_SESSION_SECRET. To change it on purpose, set INVITO_SESSION_SECRET_OLD to the old one. " +
      "If it is gone for good, “deno task new-secret” lists what is lost with it, and changes nothing until you say so.",
    setting: "INVITO_SESSION_SECRET",
  },
  store: {
    full:
      "There is no room left on the disk of {path}. What was stored is safe. Free some space and start again.",
    failing: "The disk that holds {path} reports errors: it cannot be read or written ({said}).",
    "read-only":
      "{path} cannot be written: the file system, the folder or the file is read-only for the user that runs the program.",
    damaged:
      "{path} is damaged or is not an Invito database ({said}). Restore a backup with “deno task restore FILE”; what is there now is moved aside, not deleted.",
    "closed-off":
      "{path} cannot be opened. It must be a file that the user who runs the program may read and write, in a folder where they may do so too ({said}).",
    "in-use": "{path} is in use by another program.",
    inUseBy:
      "another program is using the database {path}, by this or another name. Stop it first, or set INVITO_DB_PATH to another file.",
    copyFull:
      "There is no room for a copy of the store in {path}. Free some space, or set TMPDIR to a folder that has more.",
    file: "A file cannot be read or written: {said}.",
  },
  /** What is lost with a session secret, by kind of record. */
  lost: {
    connection: {
      one:
        "The password of {n} calendar account: its host has to connect it again on the calendars page. Until then nothing is read from it or written to it, and what was last known stays busy.",
      other:
        "The passwords of {n} calendar accounts: their hosts have to connect them again on the calendars page. Until then nothing is read from them or written to them, and what was last known stays busy.",
    },
    booking: {
      one:
        "The links of {n} booking for emails still to be sent: it gets new ones. Links in emails already sent keep working.",
      other:
        "The links of {n} bookings for emails still to be sent: they get new ones. Links in emails already sent keep working.",
    },
    feed_of: {
      one: "The address of {n} calendar feed: it stops working, and its host can create a new one.",
      other:
        "The addresses of {n} calendar feeds: they stop working, and their hosts can create new ones.",
    },
    private_link: {
      one: "{n} private link of an event type: it is deleted, and its host can create a new one.",
      other:
        "{n} private links of event types: they are deleted, and their hosts can create new ones.",
    },
    invitation: {
      one: "{n} invitation for a new host: it is deleted, and can be sent again.",
      other: "{n} invitations for new hosts: they are deleted, and can be sent again.",
    },
    job: {
      one: "{n} email with a sign-in link that has not been sent: it has to be requested again.",
      other:
        "{n} emails with a sign-in link that have not been sent: they have to be requested again.",
    },
  } as Record<string, { one: string; other: string }>,
  other: { one: "{n} record of the kind {kind}.", other: "{n} records of the kind {kind}." },
  renew: {
    nothing: "The session secret is in place and is the right one: nothing was changed.",
    lost: "The session secret of this store is not here. Without it, this is lost:",
    signed:
      "Sign-in and verification links already sent, and booking forms left open: people have to request or open them again. Hosts stay signed in.",
    how:
      "Nothing was changed. To go on without it: deno task new-secret --give-up. Make a backup first: if the secret turns up later, that backup still works with it.",
    done: "A new session secret is in {path}. This was lost with the old one:",
  },
};
