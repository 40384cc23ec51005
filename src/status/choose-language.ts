/** In: what a request says of languages. Out: the one of ours that its reader knows best. */
import { type Language, languages } from "../domain/catalog.ts";

/** `asked`: the address's own `lang`, which wins; `accepted`: the Accept-Language header. */
export function chooseLanguage(asked: unknown, accepted: string | undefined, fallback: Language): Language {
  return toLanguage(String(asked)) ?? mostWanted(accepted ?? "") ?? fallback;
}

function mostWanted(accepted: string): Language | null {
  const wishes = accepted.split(",").flatMap((part) => {
    const [range = "", ...parameters] = part.trim().split(/\s*;\s*/);
    const language = toLanguage(range.split("-")[0] ?? "");
    const weight = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    return language && weight > 0 ? [{ language, weight }] : [];
  });
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.language ?? null;
}

function toLanguage(text: string): Language | null {
  return languages.find((language) => language === text.toLowerCase()) ?? null;
}
