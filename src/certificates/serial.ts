import { randomBytes } from 'node:crypto';

/** 20 random bytes, the most that there may be, as a positive number that begins with no zero: 40 hexadecimal digits. Source: RFC 5280, 4.1.2.2 */
export function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex').toUpperCase();
}
