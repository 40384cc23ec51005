/** In: a running number. Out: a person's name and mail prefix, always the same for the same number, never twice. */

const givenNames =
  "Mara Bram Ines Timo Noor Jonas Elif Daan Clara Ruben Sanne Emil Fenna Oscar Lotte Hugo Amira Sven Julia Koen Pia Milan Eva Luuk".split(
    " ",
  );
const surnames =
  "Lindt Bakker Novak Visser Keller Smit Moreau Jansen Horvat Mulder Rossi Peters Dahl Vermeer Kovacs Hendriks Silva Kuiper Berg".split(
    " ",
  );

export interface Person {
  givenName: string;
  surname: string;
  displayName: string;
  /** The part before the @. */
  prefix: string;
}

/** The two lists have lengths without a common divisor, so names repeat only after both have been through. */
export function personOf(serial: number): Person {
  const givenName = givenNames[serial % givenNames.length] ?? "";
  const surname = surnames[serial % surnames.length] ?? "";
  const round = Math.floor(serial / (givenNames.length * surnames.length));
  const suffix = round === 0 ? "" : String(round + 1);
  const prefix = `${givenName}.${surname}`.toLowerCase() + suffix;
  return { givenName, surname, displayName: `${givenName} ${surname}`, prefix };
}
