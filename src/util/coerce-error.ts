/** Anything that was thrown, as an Error; strings and objects keep what they say. */
export function coerceError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "string" ? thrown : `non-error thrown: ${String(thrown)}`);
}
