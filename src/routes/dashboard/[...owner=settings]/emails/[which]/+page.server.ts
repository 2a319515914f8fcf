export { actions, load } from "../../../[...owner=owner]/event-types/email-template-page.ts";
