/** In: an app registration as Graph shows it. Out: its credentials in our words, and which one we sign in with. */
import type { AppCredential, AppCredentials } from "../../domain/reading.ts";
import type { AppIdentity } from "../probe.ts";
import type { Application, Certificate, Secret } from "./schema.ts";

/** How to tell that a credential is the one in use: true, false, or null where it can't be told. */
type Telling<T> = (credential: T) => boolean | null;

/** A workload identity signs in with none of the app's secrets and certificates. */
export function toMonitorApp(app: Application, identity: AppIdentity): AppCredentials {
  const { credential, secretHint } = identity;
  const thumbprint = identity.certificateThumbprint?.toUpperCase() ?? null;
  const none = () => false;
  const secretInUse = tell(app.passwordCredentials, ({ hint }) => secretHint !== null && hint === secretHint);
  const certificateInUse = tell(
    app.keyCredentials,
    ({ customKeyIdentifier }) => thumbprint !== null && customKeyIdentifier === thumbprint,
  );
  return {
    owner: "monitor",
    ...describe(
      app,
      credential === "clientSecret" ? secretInUse : none,
      credential === "clientCertificate" ? certificateInUse : none,
    ),
  };
}

/** Which of its credentials Entra Connect signs in with is known on its server only. */
export function toConnectApp(app: Application): AppCredentials {
  const untold = () => null;
  return { owner: "connect", ...describe(app, untold, untold) };
}

/** Others are known not to be in use only where one is known to be: hint and identifier may be missing or made up. */
function tell<T>(credentials: readonly T[], isOurs: (credential: T) => boolean): Telling<T> {
  const found = credentials.some(isOurs);
  return (credential) => (isOurs(credential) ? true : found ? false : null);
}

function describe(
  app: Application,
  secretInUse: Telling<Secret>,
  certificateInUse: Telling<Certificate>,
): Omit<AppCredentials, "owner"> {
  return {
    appId: app.appId.toLowerCase(),
    displayName: app.displayName,
    credentials: [
      ...app.passwordCredentials.map((secret) => toCredential("secret", secret, secretInUse(secret))),
      ...app.keyCredentials.map((key) => toCredential("certificate", key, certificateInUse(key))),
    ],
  };
}

function toCredential(
  kind: AppCredential["kind"],
  credential: Secret | Certificate,
  inUse: boolean | null,
): AppCredential {
  return {
    kind,
    keyId: credential.keyId,
    displayName: credential.displayName,
    startsAt: credential.startDateTime,
    expiresAt: credential.endDateTime,
    inUse,
  };
}
