/** How the monitor signs in to a tenant. File paths are absolute; the secret and the password are never shown. */
export type CredentialChoice =
  | { type: "clientSecret"; clientId: string; clientSecret: string }
  | {
      type: "clientCertificate";
      clientId: string;
      certificateFile: string;
      certificatePassword?: string | undefined;
    }
  | { type: "managedIdentity"; clientId?: string | undefined }
  | { type: "workloadIdentity"; clientId: string; tokenFile?: string | undefined };
