/** Who may look at the status page. */
export interface StatusAuth {
  /** Sign in with name and password. */
  users: StatusUser[];
  /** A proxy that has signed people in says who they are; null: none is trusted. */
  proxy: TrustedProxy | null;
}

export interface StatusUser {
  name: string;
  /** As `hash-password` prints it: `scrypt$N$r$p$salt$key`, the last two base64url. */
  passwordHash: string;
}

export interface TrustedProxy {
  /** Lower case; its value is the user's name. */
  header: string;
  /** IP addresses or networks (CIDR) that its requests come from; the header counts from nowhere else. */
  addresses: string[];
}
