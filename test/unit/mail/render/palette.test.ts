/** Every pair of colours can be read: WCAG 2.2 contrast of at least 4.5 to 1, in light and in dark. */
import { expect, test } from "vitest";
import { dark, light, type Pair, type Palette } from "../../../../src/mail/render/palette.ts";

const pairsOf = (name: string, { rule: _, tone, ...pairs }: Palette): [string, Pair][] =>
  Object.entries({ ...pairs, ...tone }).map(([part, pair]) => [`${name} ${part}`, pair]);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([...pairsOf("light", light), ...pairsOf("dark", dark)])("%s", (_name, { text, ground }) => {
  const [lighter = 0, darker = 0] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  expect((lighter + 0.05) / (darker + 0.05)).toBeGreaterThanOrEqual(4.5);
});
