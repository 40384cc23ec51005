/** Ways of the mails that work, but not as they are meant. In: the file's data, what became of it. Out: warnings. */
import type { Config, TransportConfig } from "./config.ts";
import { valueAt } from "./json-schema.ts";
import { missingValue } from "./problem.ts";
import { type Seen, showValue } from "./seen.ts";
import type { PathProblem } from "./substitute.ts";
import { formatDuration } from "./time-fields.ts";

export function findMailWarnings(seen: Seen, { mail }: Config): PathProblem[] {
  return [...warnClearPassword(seen), ...warnHastyEnd(seen, mail), ...warnSameWay(seen, mail)];
}

function warnClearPassword(seen: Seen): PathProblem[] {
  return [
    ["mail", "transport"],
    ["mail", "fallback", "transport"],
  ].flatMap((transport) => {
    const at = [...transport, "tls"];
    const auth = valueAt([...transport, "auth"], seen.data);
    if (valueAt(at, seen.data) !== "none" || auth === undefined) return [];
    const remedy = "Use starttls or tls, unless the server is on this host.";
    return [{ at, value: showValue(at, seen), problem: "sends the mail password in clear text", remedy }];
  });
}

/** What waits for the first way is given up before the other one's turn. */
function warnHastyEnd(seen: Seen, { fallback, retry }: Config["mail"]): PathProblem[] {
  if (!fallback || retry.giveUpAfterMs > fallback.afterMs) return [];
  const end = { at: ["mail", "retry", "giveUpAfter"], ms: retry.giveUpAfterMs };
  const turn = { at: ["mail", "fallback", "after"], ms: fallback.afterMs };
  // The one that the file sets is where the mistake is.
  const isEndSet = valueAt(end.at, seen.data) !== undefined;
  const [blamed, other] = isEndSet ? [end, turn] : [turn, end];
  const shown = showValue(other.at, seen);
  const limit = shown === missingValue ? `${formatDuration(other.ms)} by default` : shown;
  return [
    {
      at: blamed.at,
      value: showValue(blamed.at, seen),
      problem: `is no ${isEndSet ? "longer" : "shorter"} than ${other.at.join(".")} (${limit}): a mail may be given up before the fallback is taken`,
      remedy: "Give up later, or take the fallback sooner.",
    },
  ];
}

function warnSameWay(seen: Seen, { transport, fallback }: Config["mail"]): PathProblem[] {
  if (!fallback || wayOf(transport) !== wayOf(fallback.transport)) return [];
  const [key, others] =
    fallback.transport.type === "smtp"
      ? ["host", "another server or port, or Graph sendMail"]
      : ["sender", "another mailbox, or a mail server"];
  const at = ["mail", "fallback", "transport", key];
  return [
    {
      at,
      value: showValue(at, seen),
      problem: "is that of mail.transport too: when that fails, so does this",
      remedy: `Name ${others}; or leave the fallback out.`,
    },
  ];
}

/** The same for what fails together: one port of a server, or one mailbox. */
function wayOf(transport: TransportConfig): string {
  return transport.type === "smtp"
    ? `${transport.host.toLowerCase().replace(/\.$/, "")} ${transport.port}`
    : `${transport.sender.toLowerCase()} ${transport.tenantId}`;
}
