/** What the API refuses, and in which words. */

/** Every code, with the status it is sent with. */
export const apiErrorCodes = {
  "invalid-parameter": 400,
  "unknown-parameter": 400,
  "bad-request": 400,
  "not-found": 404,
  "method-not-allowed": 405,
  failed: 500,
} as const;
export type ApiErrorCode = keyof typeof apiErrorCodes;

export class ApiError extends Error {
  readonly code: ApiErrorCode;

  /** The message is for whoever asked: what is wrong, and what to do. */
  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
  }
}
