/** How a fake API misbehaves: which requests a fault meets, how often, and how they are answered. */
export interface RequestFault {
  status: number;
  /** The provider's own name of the fault: `reason` at Google, `code` at Microsoft Graph. */
  code?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Only requests of this method. */
  only?: string;
  /** Only requests whose URL holds this. */
  where?: string;
  /** How often; without it always. */
  times?: number;
}

/** The response of a fault, or null where it does not meet this request; counts down {@link RequestFault.times}. */
export function faultResponse(
  fault: RequestFault | null,
  request: Request,
  failure: (status: number, code: string, headers?: Record<string, string>) => Response,
): Response | null {
  const isMeant = fault && (!fault.only || fault.only === request.method) &&
    request.url.includes(fault.where ?? "") && fault.times !== 0;
  if (!isMeant) return null;
  if (fault.times !== undefined) fault.times--;
  return fault.body === undefined
    ? failure(fault.status, fault.code ?? "", fault.headers)
    : new Response(fault.body, { status: fault.status, headers: fault.headers ?? {} });
}
