import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { NetworkError } from './networkError';
import { t } from '../model/l10n';

const headerLength = 12;
const largestAnswer = 65_535;
const startOfAuthority = 6;

/** Asks for a name's IPv4 addresses over an open DNS connection (RFC 1035, 4.2.2). Rejects with Node's DNS codes. */
export async function askForAddresses(stream: Duplex, name: string): Promise<string[]> {
  const id = randomInt(65_536);
  const question = questionOf(id, name);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(question.length);
  stream.write(Buffer.concat([size, question]));
  return addressesIn(await readAnswer(stream), id, name);
}

/** The question as bytes; a name that does not fit is an `ENOTFOUND`. */
export function questionOf(id: number, name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.').map((label) => Buffer.from(label, 'latin1'));
  if (labels.some((label) => label.length === 0 || label.length > 63)) {
    throw new NetworkError('ENOTFOUND', t('{0} is not a name', name));
  }
  const header = Buffer.alloc(headerLength);
  header.writeUInt16BE(id, 0);
  // Recursion desired, one question.
  header.writeUInt16BE(0x0100, 2);
  header.writeUInt16BE(1, 4);
  const encoded = labels.flatMap((label) => [Buffer.from([label.length]), label]);
  // The root, type A, class Internet.
  return Buffer.concat([header, ...encoded, Buffer.from([0, 0, 1, 0, 1])]);
}

/** The addresses of an answer, whatever chain of names led to them. */
export function addressesIn(answer: Buffer, id: number, name: string): string[] {
  const isAnswer = answer.length >= headerLength && answer.readUInt16BE(0) === id && (answer.readUInt16BE(2) & 0x8000) !== 0;
  if (!isAnswer) {
    throw new NetworkError('EBADRESP', t('the name server\'s answer to {0} cannot be read', name));
  }
  const code = answer.readUInt16BE(2) & 0x0f;
  if (code !== 0) {
    throw new NetworkError(code === 3 ? 'ENOTFOUND' : code === 5 ? 'EREFUSED' : 'ESERVFAIL', t('the name server answered {0} with code {1}', name, code));
  }
  try {
    return records(answer);
  } catch (error) {
    throw error instanceof RangeError ? new NetworkError('EBADRESP', t('the name server\'s answer to {0} ends early', name)) : error;
  }
}

/**
 * For how many seconds at most a name server goes on to say that there is no such name: by the start of authority beside its answer, whose time to live
 * counts down in a cache (RFC 2308, 5). Undefined where it does not say.
 */
export function denialLasts(answer: Buffer): number | undefined {
  try {
    let at = headerLength;
    for (let question = 0; question < answer.readUInt16BE(4); question++) {
      at = afterName(answer, at) + 4;
    }
    const count = answer.readUInt16BE(6) + answer.readUInt16BE(8);
    for (let record = 0; record < count; record++) {
      at = afterName(answer, at);
      const [type, lives, length] = [answer.readUInt16BE(at), answer.readUInt32BE(at + 4), answer.readUInt16BE(at + 8)];
      at += 10 + length;
      if (type === startOfAuthority) {
        // The last of its fields is how long a denial lives where nobody has cached it yet.
        return Math.min(lives, answer.readUInt32BE(at - 4));
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

function records(answer: Buffer): string[] {
  let at = headerLength;
  for (let question = 0; question < answer.readUInt16BE(4); question++) {
    at = afterName(answer, at) + 4;
  }
  const addresses: string[] = [];
  for (let record = 0; record < answer.readUInt16BE(6); record++) {
    at = afterName(answer, at);
    const [type, length] = [answer.readUInt16BE(at), answer.readUInt16BE(at + 8)];
    at += 10;
    if (type === 1 && length === 4) {
      addresses.push([0, 1, 2, 3].map((byte) => answer.readUInt8(at + byte)).join('.'));
    }
    at += length;
  }
  return addresses;
}

/** Names are skipped, not read: a pointer ends them, so nothing is followed in circles. */
function afterName(answer: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = answer.readUInt8(at);
    if (length >= 0xc0) {
      return at + 2;
    }
    at += 1 + length;
    if (length === 0) {
      return at;
    }
  }
}

function readAnswer(stream: Duplex): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    stream.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]).subarray(0, largestAnswer + 2);
      if (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        resolve(received.subarray(2, 2 + received.readUInt16BE(0)));
      }
    });
    stream.once('error', reject);
    stream.once('close', () => reject(new NetworkError('ESERVFAIL', t('the name server closed the connection'))));
  });
}
