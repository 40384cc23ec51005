/** In: which mailboxes a tenant has. Out: who may send from them, and every mail that left by Graph. */
import { guidFrom } from "./graph-values.ts";
import type { InboxMessage } from "./inbox.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";

/** A mail that Graph accepted, in the shape of what the SMTP inbox keeps; `user` is the mailbox it left. */
export interface SentMail extends InboxMessage {
  format: "mime" | "json";
  savedToSentItems: boolean;
}

export interface SimulatedMailbox {
  id: string;
  /** Lower case. */
  address: string;
  /** RBAC for Applications lets the app send from this one, without Mail.Send in its token. */
  granted: boolean;
}

export interface Mailboxes {
  addMailbox(address: string, options?: { granted?: boolean }): SimulatedMailbox;
  removeMailbox(mailbox: SimulatedMailbox): void;
  /** By address or object id. */
  findMailbox(name: string): SimulatedMailbox | null;
  /** Addresses, in lower case, that Graph finds invalid; mutable. */
  readonly invalidRecipients: Set<string>;
  readonly sentMail: Mailbox<SentMail>;
}

export function createMailboxes({ tenantId }: { tenantId: string }): Mailboxes {
  let mailboxes: SimulatedMailbox[] = [];
  return {
    addMailbox(given, { granted = false } = {}) {
      const address = given.toLowerCase();
      const mailbox = { id: guidFrom(`mailbox ${address} of ${tenantId}`), address, granted };
      mailboxes.push(mailbox);
      return mailbox;
    },
    removeMailbox(mailbox) {
      mailboxes = mailboxes.filter((other) => other !== mailbox);
    },
    findMailbox(name) {
      const wanted = name.toLowerCase();
      return mailboxes.find(({ id, address }) => id === wanted || address === wanted) ?? null;
    },
    invalidRecipients: new Set(),
    sentMail: createMailbox<SentMail>(),
  };
}
