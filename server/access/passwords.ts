// How is a password kept? Argon2id with the parameters OWASP names first (19 MiB, 2 passes, 1 lane). Algorithm 2 is Argon2id.
import { hash, verify } from '@node-rs/argon2';

const options = { algorithm: 2 satisfies number, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Gives the hash of a password in the PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options);
}

/** Gives whether a password belongs to a hash; false for a hash that cannot be read. */
export async function verifyPassword({ hash: kept, password }: { hash: string; password: string }): Promise<boolean> {
  try {
    return await verify(kept, password.normalize('NFC'));
  } catch {
    return false;
  }
}
