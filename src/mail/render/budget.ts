/**
 * How much of a mail is shown: Gmail cuts html off at 102 KB, and nobody reads so far. Budgets are tried from the widest
 * to the narrowest until the html fits; what is left out is told as a number, and is in the attached file.
 */

export interface Budget {
  /** Alerts of one tenant that get a section of their own; the others are listed by title. */
  sections: number;
  /** Rows of each alert's list. */
  rows: number;
  /** Titles in the overview of several alerts. */
  titles: number;
  /** Other causes and links beside the best explanation. */
  extras: boolean;
}

export const maxHtmlBytes = 100 * 1024;
export const maxSections = 12;

const budgets: readonly Budget[] = [
  { sections: maxSections, rows: 50, titles: 50, extras: true },
  { sections: maxSections, rows: 25, titles: 50, extras: true },
  { sections: maxSections, rows: 10, titles: 50, extras: true },
  { sections: maxSections, rows: 5, titles: 50, extras: false },
  { sections: 8, rows: 5, titles: 50, extras: false },
  { sections: 6, rows: 5, titles: 50, extras: false },
  { sections: 4, rows: 5, titles: 50, extras: false },
  { sections: 2, rows: 3, titles: 30, extras: true },
  { sections: 1, rows: 1, titles: 20, extras: false },
];

/** The first print that fits; the narrowest of them where none does. */
export function fitToBudget<Print>(
  print: (budget: Budget) => Print,
  bytesOf: (print: Print) => number,
): Print {
  const [widest = budgets[0], ...narrower] = budgets;
  if (!widest) throw new Error("there is no budget");
  let made = print(widest);
  for (const budget of narrower) {
    if (bytesOf(made) < maxHtmlBytes) break;
    made = print(budget);
  }
  return made;
}
