import { commandLine } from "./command-line.ts";

/** What somebody who runs the program reads in the terminal when it can’t start or continue. Plain texts with `{places}`. */
import { product } from "../../product.ts";
export default {
  secret: {
    missing:
      "{path} is missing, and the data in {store} was encrypted with that session secret. {back}",
    wrong: "The session secret in {path} isn’t the one that {store} was encrypted with. {back}",
    empty: "{path} is empty, but should contain the session secret. {back}",
    malformed: "{path} doesn’t contain a session secret (exactly 64 hex digits). {back}",
    unreadable:
      `{path} can’t be read ({reason}). Make the user that runs ${product} its owner (chown), with mode 600 (chmod 600).`,
    unwritable: "The session secret can’t be saved to {path} ({reason}).",
    /** What to do about a secret that is not there or not the right one. */
    back:
      `Restore the right one: “${
        commandLine("restore FILE --secret-only")
      }” takes only the secret from a backup made with ` +
      "--with-secret. Or write it to {path}, or set INVITO_SESSION_SECRET. " +
      "To change it on purpose, set INVITO_SESSION_SECRET_OLD to the old one. " +
      `If it’s lost for good, “${
        commandLine("new-secret")
      }” lists what is lost with it and changes nothing until you confirm.`,
    setting: "INVITO_SESSION_SECRET",
  },
  store: {
    full: "The disk of {path} is full. Saved data is safe. Free up some space and start again.",
    failing: "The disk of {path} reports errors: it can’t be read or written ({reason}).",
    "read-only":
      `{path} can’t be written: the file system, the folder or the file is read-only for the user that runs ${product}.`,
    damaged:
      `{path} is damaged or isn’t a database of ${product} ({reason}). Restore a backup with “${
        commandLine("restore FILE")
      }”. The current files are moved aside, not deleted.`,
    "closed-off":
      `{path} can’t be opened. The user that runs ${product} needs read and write permission for the file and its folder ({reason}).`,
    unreachable:
      "The database server at {path} doesn’t answer as it should ({reason}). Check that it runs, that INVITO_DB_PATH is its address and DENO_KV_ACCESS_TOKEN its token.",
    "in-use": "{path} is in use by another program.",
    inUseBy:
      "another program is using the database {path}, by this or another name. Stop it first, or set INVITO_DB_PATH to another file.",
    copyFull:
      "There isn’t enough space for a copy of the database in {path}. Free up some space, or set TMPDIR to a folder with more.",
    file: "A file can’t be read or written: {reason}.",
  },
  backup: {
    stdin: "standard input",
    damaged: "{file} is damaged or incomplete.",
    foreign: `{file} isn’t a backup made with “${commandLine("backup")}”.`,
    newer:
      `{file} was made by a newer version of ${product} (store version {version}; this version supports {own}). Use that version, or a later one.`,
    older:
      `{file} was made by an earlier version of ${product} (store version {version}; this version supports {own}). Use the version that made it.`,
    /** Before the store takes a later version. */
    noneBeforeRise:
      "this version raises the version of the database, and the backup before it can’t be written to {file}: {reason}. Nothing was changed. Make room there, or set INVITO_BACKUP_DIR to another folder.",
    terminal: `A backup isn’t text. Send it to a file or a program: ${
      commandLine("backup - > FILE")
    }`,
    fromTerminal: `Give the backup on standard input: ${commandLine("restore - < FILE")}`,
  },
  /** Copies by pages, of a database on a server or into one. */
  copy: {
    changing:
      `Bookings were made and changed all the time, so this copy isn’t of one instant for {n} hosts and teams. Their held time is compared with their bookings when ${product} starts on it. For an exact copy, stop ${product} first.`,
    inUse:
      `${product} is running on the database at {path}. Stop every program that uses it first.`,
    notEmpty:
      "{to} already has records of another installation. Move to an empty database, or to one whose records were moved away.",
    noStore: `There’s no database of ${product} at {from}.`,
    different: "What arrived in {to} isn’t what is in {from}. Run the same command again.",
  },
  /** What is lost with a session secret, by kind of record. */
  lost: {
    connection: {
      one:
        "The password of {n} calendar account. Its host has to reconnect it on the calendars page. Until then it isn’t synced, and busy times from the last sync still block bookings.",
      other:
        "The passwords of {n} calendar accounts. Their hosts have to reconnect them on the calendars page. Until then they aren’t synced, and busy times from the last sync still block bookings.",
    },
    booking: {
      one:
        "The links of {n} booking for emails that haven’t been sent yet. It gets new ones. Links in emails already sent keep working.",
      other:
        "The links of {n} bookings for emails that haven’t been sent yet. They get new ones. Links in emails already sent keep working.",
    },
    feed_of: {
      one: "The link of {n} calendar feed. It stops working, and its host can create a new one.",
      other:
        "The links of {n} calendar feeds. They stop working, and their hosts can create new ones.",
    },
    webhook: {
      one:
        "The signing secret of {n} webhook. It is paused, and its host can create a new secret and turn it on.",
      other:
        "The signing secrets of {n} webhooks. They are paused, and their hosts can create new secrets and turn them on.",
    },
    private_link: {
      one: "{n} private link of an event type. It is deleted, and its host can create a new one.",
      other:
        "{n} private links of event types. They are deleted, and their hosts can create new ones.",
    },
    invitation: {
      one: "{n} invitation for a new host. It is deleted and can be created again.",
      other: "{n} invitations for new hosts. They are deleted and can be created again.",
    },
    session: {
      one: "How {n} session ends at the issuer. Its host stays signed in, and signs out here only.",
      other:
        "How {n} sessions end at the issuer. Their hosts stay signed in, and sign out here only.",
    },
    busy_title: {
      one:
        "The titles of calendar events of {n} day. They are read again with the next complete sync.",
      other:
        "The titles of calendar events of {n} days. They are read again with the next complete sync.",
    },
    job: {
      one: "{n} unsent email with a sign-in link. It has to be requested again.",
      other: "{n} unsent emails with a sign-in link. They have to be requested again.",
    },
  } as Record<string, { one: string; other: string }>,
  other: { one: "{n} record of the kind {kind}.", other: "{n} records of the kind {kind}." },
  renew: {
    nothing: "The session secret is present and correct. Nothing was changed.",
    lost: "The session secret of this database is missing. Without it, you lose:",
    signed:
      "Sign-in and verification links already sent, and open booking forms. People have to request or open them again. Hosts stay signed in.",
    how: `Nothing was changed. To continue without the old secret, run: ${
      commandLine("new-secret --give-up")
    }. Make a backup first: if you find the secret later, that backup still works with it.`,
    done: "A new session secret was saved to {path}. Lost with the old one:",
  },
};
