import type { Duplex } from 'node:stream';

const typeA = 1;
const classInternet = 1;
const noError = 0;
const nameError = 3;
const formatError = 1;
const secondsToLive = 60;
const headerLength = 12;

/**
 * Answers questions of DNS over TCP (RFC 1035, 4.2.2) on the stream until it ends: addresses for type A, an empty
 * answer for another type of a known name, and "no such name" otherwise. A malformed stream is closed.
 */
export function answerNames(stream: Duplex, lookUp: (name: string) => readonly string[]): void {
  let waiting = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const length = waiting.readUInt16BE(0);
      const reply = answer(waiting.subarray(2, 2 + length), lookUp);
      waiting = waiting.subarray(2 + length);
      if (reply === undefined) {
        stream.destroy();
        return;
      }
      const size = Buffer.alloc(2);
      size.writeUInt16BE(reply.length);
      stream.write(Buffer.concat([size, reply]));
    }
  });
  stream.on('end', () => stream.end());
  stream.on('error', () => stream.destroy());
}

function answer(query: Buffer, lookUp: (name: string) => readonly string[]): Buffer | undefined {
  if (query.length < headerLength) {
    return undefined;
  }
  const question = readQuestion(query);
  if (question === undefined || query.readUInt16BE(4) !== 1) {
    return Buffer.concat([header(query, formatError, 0, 0)]);
  }
  const addresses = lookUp(question.name);
  const answers = question.type === typeA && question.class === classInternet ? addresses : [];
  return Buffer.concat([
    header(query, addresses.length === 0 ? nameError : noError, 1, answers.length),
    query.subarray(headerLength, question.end),
    ...answers.map(record),
  ]);
}

interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** Where the question ends in the message. */
  readonly end: number;
}

function readQuestion(query: Buffer): Question | undefined {
  const labels: string[] = [];
  let at = headerLength;
  for (;;) {
    const length = query[at];
    // Compression has no place in a question's first name.
    if (length === undefined || length > 63 || at + 1 + length > query.length) {
      return undefined;
    }
    if (length === 0) {
      break;
    }
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return at + 5 > query.length
    ? undefined
    : { name: labels.join('.'), type: query.readUInt16BE(at + 1), class: query.readUInt16BE(at + 3), end: at + 5 };
}

function header(query: Buffer, code: number, questions: number, answers: number): Buffer {
  const bytes = Buffer.alloc(headerLength);
  query.copy(bytes, 0, 0, 2);
  // A response, recursion available; the client's own "recursion desired" is repeated.
  bytes.writeUInt16BE(0x8080 | (query.readUInt16BE(2) & 0x0100) | code, 2);
  bytes.writeUInt16BE(questions, 4);
  bytes.writeUInt16BE(answers, 6);
  return bytes;
}

function record(address: string): Buffer {
  const bytes = Buffer.alloc(16);
  // A pointer to the name in the question.
  bytes.writeUInt16BE(0xc000 | headerLength, 0);
  bytes.writeUInt16BE(typeA, 2);
  bytes.writeUInt16BE(classInternet, 4);
  bytes.writeUInt32BE(secondsToLive, 6);
  bytes.writeUInt16BE(4, 10);
  address.split('.').forEach((byte, at) => bytes.writeUInt8(Number(byte), 12 + at));
  return bytes;
}
