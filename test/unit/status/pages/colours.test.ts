/** Every colour of the pages can be told from its ground: text 4.5 to 1, lines and signs 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
import { describe, expect, test } from "vitest";
import { colours } from "../../../../src/status/pages/colours.ts";
import { contrast } from "../../../support/contrast.ts";

describe.each(Object.entries(colours))("%s", (_name, { palette, tone, mark, bar, series }) => {
  const ground = palette.card.ground;
  test.each(Object.entries(tone))("the tone %s on a card, and the mark within it", (_tone, colour) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour, mark)).toBeGreaterThanOrEqual(3);
  });
  test.each(series)("the line %s on a card", (colour) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
  });
  test("the bar at the top", () => {
    expect(contrast(bar.text, bar.ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(bar.muted, bar.ground)).toBeGreaterThanOrEqual(4.5);
  });
  test("small print and links on the page's own ground", () => {
    expect(contrast(palette.muted.text, palette.page.ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.link.text, palette.page.ground)).toBeGreaterThanOrEqual(4.5);
  });
});
