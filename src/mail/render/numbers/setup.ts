/** Numbers of findings about certificates, credentials, switches and recipients. */
import { countdown, expiryLimit } from "../rows.ts";
import { safeLine } from "../safe-line.ts";
import type { SetupTopic } from "../texts/finding-texts.ts";
import type { NumbersOf } from "./numbers.ts";

export const setupNumbers: NumbersOf<SetupTopic> = {
  "federation-certificate": (facts, context) => {
    const { texts, f, writtenAt } = context;
    // One that is over takes over nothing.
    const next = (facts.nextExpiresAt ?? 0) > writtenAt && f.moment(facts.nextExpiresAt);
    return [
      ["expiresAt", countdown(facts.expiresAt, context, texts.expired)],
      ["nextCertificate", next ? texts.validUntil(next) : texts.noNextCertificate],
      ["updateResult", safeLine(facts.updateResult, 200)],
      ["updatedAt", f.moment(facts.updatedAt)],
      ["threshold", expiryLimit(facts.thresholdDays, texts, f)],
    ];
  },

  "sync-principal-missing": ({ disabled, lastSeenAt }, { texts, f }) => [
    ["principal", disabled ? texts.principal.disabled : texts.principal.missing],
    ["lastWorked", f.moment(lastSeenAt) ?? texts.never],
  ],

  "credential-expiry": (facts, context) => {
    const { texts, f } = context;
    return [
      ["expiresAt", countdown(facts.expiresAt, context, texts.expired)],
      ["threshold", expiryLimit(facts.thresholdDays, texts, f)],
    ];
  },

  "delete-protection-off": ({ threshold, clientVersion }, { f }) => [
    ["deleteThreshold", threshold !== null && f.number(threshold)],
    ["clientVersion", safeLine(clientVersion, 80)],
  ],

  "notification-gap": (_facts, { texts }) => [["technicalMails", texts.notSet]],
};
