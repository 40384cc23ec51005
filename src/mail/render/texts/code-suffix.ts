/** A code at the end of a title: ` – TooManyDeletes`; nothing where there is none. */
export function codeSuffix(code: string | null, name: (text: string) => string): string {
  return code ? ` – ${name(code)}` : "";
}
