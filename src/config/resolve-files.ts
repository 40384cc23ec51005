/** Paths of files beside the configuration, and the sign-ins that name some. In: as checked. Out: with absolute paths. */
import { resolve as resolvePath } from "node:path";
import type { CredentialChoice } from "../domain/credential.ts";
import type { ConfigInput } from "./schema.ts";

export interface Folders {
  /** Where the configuration file is: certificates, authorities and secrets lie beside it. */
  config: string;
  /** The working directory: the store and the log are data, and live where the service runs. */
  working: string;
}

export function absolute(path: string | undefined, folder: string): string | null {
  return path === undefined ? null : resolvePath(folder, path);
}

export function resolveCredential(
  credential: ConfigInput["tenants"][number]["credential"],
  folders: Folders,
): CredentialChoice {
  switch (credential.type) {
    case "clientCertificate":
      return { ...credential, certificateFile: resolvePath(folders.config, credential.certificateFile) };
    case "workloadIdentity":
      return credential.tokenFile === undefined
        ? { ...credential }
        : { ...credential, tokenFile: resolvePath(folders.config, credential.tokenFile) };
    default:
      return { ...credential };
  }
}
