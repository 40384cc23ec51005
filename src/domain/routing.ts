/** Who is told of what, and in which language. */
import type { Language } from "./catalog.ts";
import type { FindingId } from "./finding.ts";
import type { Severity } from "./severity.ts";

export interface Recipient {
  /** A bare mail address. */
  address: string;
  /** `auto`: the tenant's language. */
  language: Language | "auto";
}

/** Which alerts something is about; an empty list means all. */
export interface Audience {
  /** Configured names. */
  tenants: string[];
  findings: FindingId[];
  minSeverity: Severity;
}

/** Recipients of certain alerts, beside the tenant's own. */
export interface Route extends Audience {
  to: Recipient[];
  /** What matches goes to the routes that match, and not to the tenant's own recipients. */
  only: boolean;
}
