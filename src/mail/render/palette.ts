/** Colours in pairs of text and ground, each with a contrast of at least 4.5 to 1 (a test measures them). */
export interface Pair {
  text: string;
  ground: string;
}

export type Tone = "critical" | "warning" | "info" | "resolved";

export interface Palette {
  page: Pair;
  card: Pair;
  /** Labels and small print on the card. */
  muted: Pair;
  link: Pair;
  code: Pair;
  button: Pair;
  rule: string;
  tone: Record<Tone, Pair>;
}

export const light: Palette = {
  page: { text: "#1f2328", ground: "#f3f4f6" },
  card: { text: "#1f2328", ground: "#ffffff" },
  muted: { text: "#555d66", ground: "#ffffff" },
  link: { text: "#0b5cad", ground: "#ffffff" },
  code: { text: "#1f2328", ground: "#eef0f3" },
  button: { text: "#ffffff", ground: "#0b5cad" },
  rule: "#d9dde2",
  tone: {
    critical: { text: "#ffffff", ground: "#a3222b" },
    warning: { text: "#3d2a00", ground: "#ffd480" },
    info: { text: "#ffffff", ground: "#3b5a80" },
    resolved: { text: "#ffffff", ground: "#19693a" },
  },
};

export const dark: Palette = {
  page: { text: "#e6e8eb", ground: "#14171a" },
  card: { text: "#e6e8eb", ground: "#1e2226" },
  muted: { text: "#aab2bb", ground: "#1e2226" },
  link: { text: "#8cc2ff", ground: "#1e2226" },
  code: { text: "#e6e8eb", ground: "#2b3137" },
  button: { text: "#0d1a29", ground: "#8cc2ff" },
  rule: "#3a4149",
  tone: {
    critical: { text: "#ffffff", ground: "#a3222b" },
    warning: { text: "#2b1d00", ground: "#e0ad4a" },
    info: { text: "#ffffff", ground: "#3b5a80" },
    resolved: { text: "#ffffff", ground: "#19693a" },
  },
};
