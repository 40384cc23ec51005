/** Colours of the pages beside those of the mails: signs, lines and text on a card, each told from its ground (a test measures them). */
import { dark, light, type Palette } from "../../mail/render/palette.ts";
import type { Tone } from "./tone.ts";

export interface Colours {
  palette: Palette;
  /** Of a sign or text on a card: 4.5 to 1 against it. */
  tone: Record<Tone, string>;
  /** The mark within a sign's coloured shape. */
  mark: string;
  /** The bar at the top. */
  bar: { text: string; ground: string; muted: string };
  /** Lines of a chart: 3 to 1 against the card, and unlike in lightness. */
  series: [string, string, string];
  grid: string;
}

export const colours: Record<"light" | "dark", Colours> = {
  light: {
    palette: light,
    tone: {
      ok: "#19693a",
      info: "#3b5a80",
      warning: "#8f5300",
      critical: "#a3222b",
      unknown: "#5b6470",
      none: "#5b6470",
    },
    mark: "#ffffff",
    bar: { text: "#ffffff", ground: "#17324d", muted: "#c3d3e3" },
    series: ["#0b5cad", "#9a4d00", "#19693a"],
    grid: "#d9dde2",
  },
  dark: {
    palette: dark,
    tone: {
      ok: "#63c98a",
      info: "#8cb8ee",
      warning: "#f0bd55",
      critical: "#ff8f8a",
      unknown: "#aab2bb",
      none: "#aab2bb",
    },
    mark: "#14171a",
    bar: { text: "#f2f5f8", ground: "#0e2236", muted: "#a9bccf" },
    series: ["#7db7ff", "#f0bd55", "#63c98a"],
    grid: "#3a4149",
  },
};
