import { errorCode } from '../errorCodes';
import { maxMessageBytes } from '../wire/frames';
import { crc32c } from './crc32c';

/** Record batches (message format v2) as clients made them; only their heads are read. */
export interface RecordBatch {
  /** The batch with the first offset already in it once it is appended. */
  readonly bytes: Buffer;
  /** How many offsets it takes. */
  readonly count: number;
  /** Milliseconds since 1970 of its newest record. */
  readonly maxTimestamp: number;
}

/** Bytes of a batch before its records. */
const headSize = 61;
const at = { baseOffset: 0, length: 8, leaderEpoch: 12, magic: 16, crc: 17, attributes: 21, lastOffsetDelta: 23, maxTimestamp: 35, records: 57 } as const;
/** The length counts what stands behind it. */
const lengthEnd = 12;

/** The batch of one partition in a produce request (this format has exactly one), or the error code that refuses it. */
export function readBatch(bytes: Buffer): RecordBatch | number {
  if (bytes.length < headSize || bytes.readInt32BE(at.length) + lengthEnd !== bytes.length) {
    return bytes.length > at.magic && bytes[at.magic] !== 2 ? errorCode.unsupportedForMessageFormat : errorCode.corruptMessage;
  }
  if (bytes[at.magic] !== 2) {
    return errorCode.unsupportedForMessageFormat;
  }
  if (bytes.length > maxMessageBytes) {
    return errorCode.messageTooLarge;
  }
  if (crc32c(bytes.subarray(at.attributes)) !== bytes.readUInt32BE(at.crc)) {
    return errorCode.corruptMessage;
  }
  const count = bytes.readInt32BE(at.lastOffsetDelta) + 1;
  if (count < 1 || count !== bytes.readInt32BE(at.records)) {
    return errorCode.invalidRecord;
  }
  const maxTimestamp = Number(bytes.readBigInt64BE(at.maxTimestamp));
  return Number.isSafeInteger(maxTimestamp) ? { bytes, count, maxTimestamp } : errorCode.invalidTimestamp;
}

/** A copy with the offset of its first record; the checksum does not cover that field. */
export function withBaseOffset(batch: RecordBatch, offset: number): RecordBatch {
  const bytes = Buffer.from(batch.bytes);
  bytes.writeBigInt64BE(BigInt(offset), at.baseOffset);
  bytes.writeInt32BE(0, at.leaderEpoch);
  return { ...batch, bytes };
}
