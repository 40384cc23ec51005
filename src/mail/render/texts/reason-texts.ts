/** What a language says of why a mail is sent, and of what happens next. */
import type { ToldKind, TransitionReason } from "../../../domain/alert.ts";

/** Reasons that are never told: their transitions are for the log. */
type UntoldReason =
  | "not-long-enough"
  | "not-confirmed"
  | "not-polled"
  | "by-command"
  | "by-link"
  | "by-page"
  | "silence"
  | "maintenance"
  | "silence-over";
export type ToldReason = Exclude<TransitionReason, UntoldReason>;

/** What a reason may name: null where there is none. Moments and spans are words already. */
export interface ReasonWords {
  severity: string;
  code: string | null;
  /** The limit that was reached last: `90%`, `14 days`. */
  limit: string | null;
  /** How many objects it is about. */
  count: string | null;
  raised: string | null;
  /** For how long it has been open. */
  open: string;
  /** When it was last told before this; null: never. */
  toldBefore: string | null;
  /** When Microsoft disables the job, and how long that is off. */
  deadline: string | null;
  left: string | null;
}

export type ReasonTexts = Record<ToldReason, (words: ReasonWords) => string>;

export interface NextWords {
  kind: ToldKind;
  /** When the next reminder is due; null: none is. */
  reminder: string | null;
  acknowledged: boolean;
}

/** How readers say that they know, and hear nothing more. Commands stand between backticks. */
export interface AcknowledgeTexts {
  /** `several`: the mail tells of more than one alert. */
  intro: (several: boolean) => string;
  button: (several: boolean) => string;
  /** Before the address, in the text part. */
  address: string;
  command: (command: string) => string;
  /** In a digest: the ids are in the file. */
  commandEach: (command: string, file: string) => string;
  silence: (command: string) => string;
}

export interface FollowUpTexts {
  next: (words: NextWords) => string;
  /** The same in a digest, of one of many. */
  nextOfMany: (words: Omit<NextWords, "acknowledged">) => string;
  acknowledge: AcknowledgeTexts;
}
