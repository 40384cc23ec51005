/** Every pair of colours can be read: WCAG 2.2 contrast of at least 4.5 to 1, in light and in dark. */
import { expect, test } from "vitest";
import { dark, light, type Pair, type Palette } from "../../../../src/mail/render/palette.ts";
import { contrast } from "../../../support/contrast.ts";

const pairsOf = (name: string, { rule: _, tone, ...pairs }: Palette): [string, Pair][] =>
  Object.entries({ ...pairs, ...tone }).map(([part, pair]) => [`${name} ${part}`, pair]);

test.each([...pairsOf("light", light), ...pairsOf("dark", dark)])("%s", (_name, { text, ground }) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});
