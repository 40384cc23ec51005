/** In: rules and hooks of a test. Out: what the inbox does at each stage of an SMTP conversation. */

/**
 * In the order of a conversation. `data`: DATA was answered with 354, content begins. `received`: content is complete,
 * nothing answered yet. `answered`: 250 was sent.
 */
export const inboxStages = ["connect", "auth", "mail", "rcpt", "data", "received", "answered"] as const;
export type InboxStage = (typeof inboxStages)[number];

export interface StageContext {
  /** One for each connection. */
  sessionId: string;
  /** MAIL: the sender; RCPT: the recipient; else null. */
  address: string | null;
  from: string | null;
  /** Recipients accepted so far. */
  to: readonly string[];
}

export interface InboxRule {
  stage: Exclude<InboxStage, "answered">;
  /**
   * `reply`: refuse with that status (4xx or 5xx) and text; at `data` it comes after the content, as SMTP has it.
   * `drop`: destroy the connection. `hang`: never answer.
   */
  action: { reply: number; text?: string } | "drop" | "hang";
  /** Only this sender or recipient, without regard to case. */
  address?: string;
  /** So many times; left out: until cleared. */
  count?: number;
  /** With `drop` or `hang` at `received`: the message counts as accepted all the same, though the client never hears so. */
  keep?: boolean;
}

export type StageHook = (context: StageContext) => void | Promise<void>;

export interface InboxScript {
  /** Adds a rule; gives back how to take it away. The oldest rule that fits wins. */
  add(rule: InboxRule): () => void;
  clear(): void;
  /** Calls `fn` whenever the stage is reached and waits for it before going on; gives back how to stop that. */
  onStage(stage: InboxStage, fn: StageHook): () => void;
  /** Runs the hooks, then uses up the rule that fits; null: go on. */
  reach(stage: InboxStage, context: StageContext): Promise<InboxRule | null>;
}

export function createInboxScript(): InboxScript {
  let rules: { rule: InboxRule; remaining: number }[] = [];
  let hooks: { stage: InboxStage; fn: StageHook }[] = [];
  return {
    add(rule) {
      const entry = { rule, remaining: rule.count ?? Number.POSITIVE_INFINITY };
      rules.push(entry);
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    clear() {
      rules = [];
    },
    onStage(stage, fn) {
      const entry = { stage, fn };
      hooks.push(entry);
      return () => {
        hooks = hooks.filter((other) => other !== entry);
      };
    },
    async reach(stage, context) {
      for (const hook of hooks.filter((candidate) => candidate.stage === stage)) await hook.fn(context);
      const entry = rules.find(({ rule }) => rule.stage === stage && isFor(rule, context));
      if (!entry) return null;
      entry.remaining -= 1;
      if (entry.remaining <= 0) rules = rules.filter((other) => other !== entry);
      return entry.rule;
    },
  };
}

function isFor({ address }: InboxRule, context: StageContext): boolean {
  return address === undefined || address.toLowerCase() === context.address?.toLowerCase();
}
