/** Errors we mean: each has a code from one table, says whether trying again can help, and keeps its cause. */

/** Every code, with the process exit status it leads to when it ends a command (sysexits). */
export const errorCodes = {
  USAGE: 64,
  INPUT: 65,
  CONFIG: 78,
  STORE: 73,
  UNAVAILABLE: 69,
  GRAPH: 69,
  AUTH: 77,
  MAIL: 69,
  CATALOG: 78,
  INTERNAL: 70,
} as const;
export type ErrorCode = keyof typeof errorCodes;

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryable = options.retryable ?? false;
  }

  get exitCode(): number {
    return errorCodes[this.code];
  }
}
