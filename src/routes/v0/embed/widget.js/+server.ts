import { widgetLoader } from "$lib/api/operations/booking-pages.ts";
import { serve } from "$lib/server/http/serve.ts";
import { widgetLoaderFile } from "$lib/server/http/widget-loader.ts";

export const GET = serve(widgetLoader, ({ app, query }) => widgetLoaderFile(app, query));
