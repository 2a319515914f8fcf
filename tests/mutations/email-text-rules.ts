import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/event-types/email-text-languages.test.ts"];
const templates = "src/lib/server/event-types/email-templates.ts";

/** The rules of a host's own email texts. */
export const emailTextRules: Mutation[] = [
  {
    name: "an email has the text of another language",
    file: templates,
    find: "getEmailTemplates(kv, ownerId, id, language)",
    replaceBy: 'getEmailTemplates(kv, ownerId, id, "en")',
    tests,
  },
  {
    name: "an email to a guest has the text of the host's language",
    file: "src/lib/server/jobs/send-email.ts",
    find: "language: readerOf({ to: work.to, booking, host }).language",
    replaceBy: "language: host.language",
    tests,
  },
  {
    name: "an email text is overwritten at any revision",
    file: templates,
    find: 'if ((was.value?.revision ?? 0) !== revision) return refused("changed");',
    replaceBy: "",
    tests,
  },
];
