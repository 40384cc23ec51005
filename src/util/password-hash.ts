/**
 * The written form of a password's hash, `scrypt$N$r$p$salt$key`. In: the text. Out: its parts, when they are neither too
 * weak to protect the password nor so costly that checking one would starve the process. Computes nothing.
 */

export interface PasswordHash {
  /** Cost, block size and parallelism of scrypt; 128 · N · r bytes are needed for the time of one computation. */
  N: number;
  r: number;
  p: number;
  salt: Buffer;
  key: Buffer;
}

/**
 * 32 MiB: what a daemon that lives in 130 MB can spare for a moment. Not less either: glibc gives larger blocks back at
 * once, and keeps smaller ones for each thread that ever computed a hash (68 MB for ever, measured with 16 MiB).
 */
export const hashBytes = 32 * 1024 * 1024;

const limits = { minR: 8, maxP: 10, salt: [16, 64], key: [32, 64] } as const;

/** Null: none, or one that is too weak or too costly. */
export function parsePasswordHash(text: string): PasswordHash | null {
  const [, N, r, p, salt, key] =
    /^scrypt\$(\d{1,6})\$(\d{1,3})\$(\d{1,3})\$([\w-]{1,88})\$([\w-]{1,88})$/.exec(text) ?? [];
  if (salt === undefined || key === undefined) return null;
  const hash: PasswordHash = {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
  return isSound(hash) ? hash : null;
}

export function formatPasswordHash({ N, r, p, salt, key }: PasswordHash): string {
  return `scrypt$${N}$${r}$${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

function isSound({ N, r, p, salt, key }: PasswordHash): boolean {
  const isPowerOfTwo = N > 0 && (N & (N - 1)) === 0;
  const isWithin = ({ length }: Buffer, [min, max]: readonly [number, number]) =>
    length >= min && length <= max;
  return (
    isPowerOfTwo &&
    r >= limits.minR &&
    128 * N * r === hashBytes &&
    p >= 1 &&
    p <= limits.maxP &&
    isWithin(salt, limits.salt) &&
    isWithin(key, limits.key)
  );
}
