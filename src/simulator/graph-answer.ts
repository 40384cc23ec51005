/** In: what a simulated endpoint has to say. Out: answers, before they are written to a socket or put into a batch. */

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** A string is sent as it is; anything else as JSON; undefined is no body at all. */
  body: unknown;
}

export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers, body };
}

/** A Graph error body; the endpoint adds its inner part (ids and date), which needs the request. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, headers, body: { error: { code, message } } };
}

export function notFound(what: string): Answer {
  return errorAnswer(
    404,
    "Request_ResourceNotFound",
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function accessDenied(): Answer {
  return errorAnswer(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

const throttleMessages: Record<number, [code: string, message: string]> = {
  401: ["InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."],
  429: ["TooManyRequests", "Please retry again later."],
  500: ["Service_InternalServerError", "Encountered an internal server error."],
  502: ["generalException", "An unspecified error has occurred."],
  503: ["serviceNotAvailable", "The service is temporarily unavailable. Please retry later."],
  504: ["UnknownError", ""],
};

/** The answer of a service in trouble: code and message follow the status, Retry-After only when given. */
export function troubleAnswer(
  status: number,
  { retryAfter, code }: { retryAfter?: number | string | undefined; code?: string | undefined } = {},
): Answer {
  const [usualCode, message] = throttleMessages[status] ?? ["UnknownError", ""];
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) headers["Retry-After"] = String(retryAfter);
  if (status === 429) {
    headers["x-ms-throttle-scope"] = "Tenant_Application/ReadWrite";
    headers["x-ms-throttle-information"] = "ResourceUnitLimitExceeded";
  }
  return errorAnswer(status, code ?? usualCode, message, headers);
}
