/**
 * Passwords and their hashes. In: a password, or the configured users. Out: a hash to configure, or whether a name and a
 * password belong together. scrypt by OWASP's figures: 32 MiB and some tenths of a second for each, in a thread of its own.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import type { StatusUser } from "../../domain/status-auth.ts";
import {
  formatPasswordHash,
  hashBytes,
  type PasswordHash,
  parsePasswordHash,
} from "../../util/password-hash.ts";

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const keyBytes = 32;

/** As `status.auth.users[].passwordHash` wants it; another one each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, { ...cost, salt, key: Buffer.alloc(keyBytes) });
  return formatPasswordHash({ ...cost, salt, key });
}

export type PasswordCheck = (name: string, password: string) => Promise<boolean>;

/** A name that nobody has costs as much as a wrong password: how long it takes says nothing. Throws on a bad hash. */
export function createPasswordCheck(users: readonly StatusUser[]): PasswordCheck {
  const hashes = new Map(
    users.map(({ name, passwordHash }) => [name.normalize("NFC"), readHash(passwordHash)]),
  );
  const [costliest] = [...hashes.values()].sort((a, b) => b.N * b.r * b.p - a.N * a.r * a.p);
  return async (name, password) => {
    const known = hashes.get(name.normalize("NFC"));
    const hash = known ?? costliest;
    if (!hash) return false;
    const key = await derive(password, hash);
    return timingSafeEqual(key, hash.key) && known !== undefined;
  };
}

function readHash(text: string): PasswordHash {
  const hash = parsePasswordHash(text);
  if (!hash) throw new Error("a password hash that can't be used passed the checks of the configuration");
  return hash;
}

/** One letter with an accent may be typed as one character or as two: as one here, whatever keyboard made it. */
function derive(password: string, { N, r, p, salt, key }: PasswordHash): Promise<Buffer> {
  // A little more than the blocks themselves, or they would be refused.
  const options = { N, r, p, maxmem: hashBytes + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, key.length, options, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
}
