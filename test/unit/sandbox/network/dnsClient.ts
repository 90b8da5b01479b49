import type { Duplex } from 'node:stream';

export const typeA = 1;
export const typeAAAA = 28;
const headerLength = 12;

export interface NameAnswer {
  readonly id: number;
  /** 0 is "no error", 3 is "no such name". */
  readonly code: number;
  readonly addresses: readonly string[];
}

/** A question as DNS over TCP has it, its length in front (RFC 1035, 4.2.2). */
export function query(name: string, type = typeA): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const message = Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1]);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}

/** Sends the bytes and gives the next answer on the stream. Rejects when the stream ends first. */
export function ask(stream: Duplex, bytes: Buffer): Promise<NameAnswer> {
  return new Promise((resolve, reject) => {
    let got = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      got = Buffer.concat([got, chunk]);
      if (got.length >= 2 && got.length >= got.readUInt16BE(0) + 2) {
        stream.off('data', take);
        resolve(read(got.subarray(2)));
      }
    };
    stream.on('data', take);
    stream.once('close', () => reject(new Error('the resolver hung up')));
    stream.write(bytes);
  });
}

function read(message: Buffer): NameAnswer {
  const addresses: string[] = [];
  // The question is a name, a type and a class; what was not understood is not repeated.
  let at = message.readUInt16BE(4) === 0 ? headerLength : afterName(message, headerLength) + 4;
  for (let left = message.readUInt16BE(6); left > 0; left -= 1) {
    const record = afterName(message, at);
    const data = record + 10;
    at = data + message.readUInt16BE(record + 8);
    if (message.readUInt16BE(record) === typeA) {
      addresses.push([...message.subarray(data, at)].join('.'));
    }
  }
  return { id: message.readUInt16BE(0), code: message.readUInt16BE(2) & 15, addresses };
}

/** Where the name that begins here ends: behind its last label, or behind a pointer to the rest of it. */
function afterName(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = message.readUInt8(at);
    if (length >= 0xc0) {
      return at + 2;
    }
    at += 1 + length;
    if (length === 0) {
      return at;
    }
  }
}
