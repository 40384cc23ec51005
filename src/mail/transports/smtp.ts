/**
 * The SMTP transport. In goes a rendered mail, out comes the server's answer for every recipient; one connection a
 * mail. A delivery failure is a result, never an exception. Nothing returned carries the password or a token.
 */
import type { Transport } from "../../domain/notification.ts";
import { coerceError } from "../../util/coerce-error.ts";
import { toMessage } from "./message.ts";
import { deferred, describeFault, judgeAccepted, judgeFault, type SmtpFault } from "./smtp-answer.ts";
import { createSmtpSession, type SmtpOptions } from "./smtp-session.ts";

/** Certificates are always verified against `ca` or the host's authorities; there is no switch to turn that off. */
export function createSmtpTransport(options: SmtpOptions): Transport {
  const { host, port, tls, timeoutSeconds } = options;
  const wholeMailMs = timeoutSeconds * 4_000;
  const closing = new AbortController();

  return {
    name: "smtp",
    target: `${host}:${port} (tls: ${tls})`,
    async send(mail, signal) {
      const session = createSmtpSession(options);
      const deadline = AbortSignal.timeout(wholeMailMs);
      const ending = AbortSignal.any([signal, closing.signal, deadline]);
      try {
        const info = await session.run(ending, (mailer) =>
          mailer.sendMail({ ...toMessage(mail), signal: ending }),
        );
        return mail.to.map((address) => judgeAccepted(address, info, session.scrub));
      } catch (thrown) {
        const fault: SmtpFault = coerceError(thrown);
        if (deadline.aborted && fault.code === "EABORT")
          return mail.to.map((address) => deferred(address, `no answer within ${wholeMailMs / 1_000} s`));
        return mail.to.map((address) => judgeFault(address, fault, session.scrub));
      }
    },
    async verify() {
      const session = createSmtpSession(options);
      const ending = AbortSignal.any([closing.signal, AbortSignal.timeout(wholeMailMs)]);
      try {
        await session.run(ending, (mailer) => mailer.verify());
        return { works: true, response: "the server takes the connection and the sign-in" };
      } catch (thrown) {
        return { works: false, response: describeFault(coerceError(thrown), session.scrub) };
      }
    },
    async close() {
      closing.abort();
    },
  };
}
