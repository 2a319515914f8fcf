import type { App as Invito } from "$lib/server/app.ts";
import type { KeptPage } from "$lib/server/runtime/page-memory.ts";
import type { Rank } from "$lib/server/runtime/admission.ts";
import type { ShownPage } from "$lib/server/views/picker/picker-page.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import type { IncomingBody } from "$lib/server/http/request-body.ts";
import type { SubmittedForm } from "$lib/server/http/submitted-form.ts";
import type { ApiKey } from "$lib/scheduling/api-key.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Address } from "$lib/openapi/operation.ts";
import type { BrandView, LinkPictureView } from "$lib/components/brand-view.ts";
import type { LegalLink } from "$lib/i18n/legal-links.ts";
import type { Messages } from "$lib/i18n/messages.ts";

declare global {
  /** What was entered and opened so far, by element; undefined once the page's own scripts run. */
  var earlyInput: Map<Element, { value?: string; checked?: boolean; open?: boolean }> | undefined;
  namespace App {
    interface Locals {
      app: Invito;
      /** The language that the visitor asks for; null for none that is offered. */
      asked: Language | null;
      /** The country of the visitor's first language; null where it names none. */
      region: string | null;
      /** The language of the answer; a guest page sets it. */
      language: Language;
      /** The signed-in host; null for everybody else. */
      host: Host | null;
      /** Hash of the session in use. */
      session: string | null;
      /** The API key of the request, which then has no session. */
      apiKey: ApiKey | null;
      /** What the request is for; null for monitoring, which is never refused for too much work. */
      rank: Rank | null;
      /** The sheet that is written into pages outside the dashboard; null where none is. */
      styles: import("$lib/server/http/lean-page.ts").PageStyles | null;
      /** What the response says about rate limits. */
      limitHeaders: Record<string, string>;
      /** The address of the API that is asked; null elsewhere, and where there is none. */
      api: Address | null;
      /** As requests are counted: the framework's name of the route, or the path of the API; null for neither. */
      route: string | null;
      /** The client's address as far as it can be trusted. */
      client: string;
      /** The origins that may embed this widget; its `load` sets it. */
      frameAncestors: string[] | null;
      /** What a picker says of itself, so that it can be kept; its `load` sets it. */
      shown?: ShownPage;
      /** The kept page that this is answered with, its key, and its bytes as they are sent. */
      kept?: { page: KeptPage; key: string; body: Uint8Array };
      /** The id of an error of this request in the log. */
      fault?: string;
      /** Why the store did not take the request's data for now. */
      storeRefusal?: Refusal;
      /** The form that a guest submitted; null for other requests. */
      submitted: SubmittedForm | null;
    }
    /** What the listener tells of a request; missing in the development server and in tests. */
    interface Platform {
      /** Null where the request has none. */
      body: IncomingBody | null;
      /** Whether a route takes bodies with a method. */
      takes(routeId: string, method: string): Promise<boolean>;
      /** See `readyKey`. */
      readyKey: string | null;
    }
    interface Error {
      message: string;
      /** The id of the error in the log. */
      id?: string;
    }
    interface PageData {
      title?: string;
      /** Requests that wait for the signed-in host; the browser tab shows the number. */
      waiting?: number;
      language: Language;
      /** In the dashboard: how its host reads and chooses dates. */
      dates?: {
        hourCycle: 12 | 24;
        zone: string;
        from: number;
        words: Messages["dashboard"]["dates"];
      };
      frame: Messages["frame"];
      /** The host or team that a guest's page carries; none on other pages. */
      brand?: BrandView | null;
      /** What the operator has linked under every page; missing where nothing is. */
      legal?: LegalLink[];
      /** What chats and search engines show of a page for guests. */
      summary?: string;
      linkPicture?: LinkPictureView | null;
    }
  }
}

export {};
