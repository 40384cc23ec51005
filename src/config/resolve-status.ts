/** The status page. In: `status` as checked. Out: the same, complete. */
import { resolve as resolvePath } from "node:path";
import type { Config } from "./config.ts";
import { parseListen } from "./network-fields.ts";
import type { Folders } from "./resolve-files.ts";
import type { ConfigInput } from "./schema.ts";

export function resolveStatus(
  { listen, publicUrl, tls, auth }: ConfigInput["status"],
  folders: Folders,
): Config["status"] {
  return {
    listen: parseListen(listen),
    publicUrl: publicUrl?.replace(/\/+$/, "") ?? null,
    tls:
      typeof tls === "object"
        ? {
            certFile: resolvePath(folders.config, tls.certFile),
            keyFile: resolvePath(folders.config, tls.keyFile),
          }
        : (tls ?? null),
    auth: auth
      ? {
          users: auth.users,
          proxy: auth.proxy
            ? { header: auth.proxy.header.toLowerCase(), addresses: auth.proxy.addresses }
            : null,
        }
      : null,
  };
}
