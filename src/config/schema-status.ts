/** The `status` part of the configuration's schema: where the status page answers, and whom. */
import { z } from "zod";
import { parseNetwork } from "../util/network.ts";
import { parsePasswordHash } from "../util/password-hash.ts";
import { path, say } from "./fields.ts";
import { listen, publicUrl } from "./network-fields.ts";

const tls = z
  .union(
    [
      z.literal("proxy"),
      z.strictObject({
        certFile: path().describe(
          "PEM file with the certificate, then those between it and its authority; relative to the configuration file.",
        ),
        keyFile: path().describe("PEM file with its private key, without a password."),
      }),
    ],
    {
      error: say(
        "is neither files nor proxy",
        "Give certFile and keyFile; or write proxy where a proxy in front ends TLS.",
      ),
    },
  )
  .optional()
  .describe(
    "Encrypts the page; needed wherever listen is not this machine alone. proxy: a proxy in front does it.",
  );

/** What Basic can carry: its name ends at the first colon. */
function userName() {
  return z.string().refine((text) => /^[^\s:\p{C}](?:[^:\p{C}]{0,98}[^\s:\p{C}])?$/u.test(text), {
    error: say(
      "is not a name to sign in with",
      "Write at most 100 characters without a colon, as in mara or Mara Lindt.",
    ),
  });
}

function passwordHash() {
  return z
    .string()
    .refine((text) => parsePasswordHash(text) !== null, {
      error: say(
        "is not a password hash that can be used",
        "Run `sync-health hash-password` and copy what it prints, from scrypt$ to the end; in single quotes.",
      ),
    })
    .meta({
      description: "What sync-health hash-password prints; best kept out of this file by a reference.",
      writeOnly: true,
    });
}

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}$/;
/** Headers that mean something else: who trusted one of them would take anything for a name. */
const takenPattern = new RegExp(
  `^(?:${[
    "accept.*",
    "access-control-.*",
    "authorization",
    "cache-control",
    "connection",
    "content-.*",
    "cookie",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "host",
    "if-.*",
    "keep-alive",
    "origin",
    "pragma",
    "priority",
    "proxy-.*",
    "range",
    "referer",
    "sec-.*",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade.*",
    "user-agent",
    "via",
    "x-forwarded-(?:by|for|host|path|port|prefix|proto|scheme|server|uri)",
    "x-real-ip",
    "x-requested-with",
  ].join("|")})$`,
  "i",
);

function userHeader() {
  const remedy = "Name the header that the proxy sets for it, as in X-Remote-User.";
  return z
    .string()
    .refine((text) => tokenPattern.test(text), { error: say("is not the name of a header", remedy) })
    .refine((text) => !takenPattern.test(text), {
      error: say("is a header that means something else than the user's name", remedy),
    });
}

function network() {
  const remedy =
    "Write the proxy's own address, as in 10.0.0.5, or its network, as in 10.0.0.0/28 or fd00:5::/64.";
  return z.string().check((context) => {
    const found = parseNetwork(context.value);
    let fault: string | null = null;
    if (!found) fault = "is not an IP address or network";
    else if (found.prefix === 0) fault = "is every address there is, so anybody could send the header";
    if (fault) context.issues.push({ code: "custom", message: say(fault, remedy), input: context.value });
  });
}

const auth = z
  .strictObject({
    users: z
      .array(
        z.strictObject({
          name: userName().describe("As it is typed, and as it is shown beside what its user did; unique."),
          passwordHash: passwordHash(),
        }),
      )
      .default([])
      .describe("Who may sign in with name and password."),
    proxy: z
      .strictObject({
        header: userHeader().describe(
          "Request header with the user's name; the proxy must take it from what clients send.",
        ),
        addresses: z
          .array(network())
          .min(1)
          .describe(
            "IP addresses or networks that the proxy asks from; from elsewhere the header means nothing.",
          ),
      })
      .optional()
      .describe("A proxy that has signed people in says who they are."),
  })
  .optional()
  .describe(
    "Who may see the page: users, a proxy, or both; needed wherever listen is not this machine alone.",
  );

export const status = z
  .strictObject({
    listen: listen()
      .default("127.0.0.1:8080")
      .describe(
        "Address and port of the status page; off for none. Beyond this machine it needs tls and auth.",
      ),
    publicUrl: publicUrl()
      .optional()
      .describe(
        "Where readers of the mails reach that address, by a proxy or directly; mails then have a link to acknowledge.",
      ),
    tls,
    auth,
  })
  .prefault({})
  .describe("The status page: where it answers, and whom.");
