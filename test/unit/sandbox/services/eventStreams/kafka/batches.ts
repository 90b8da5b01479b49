import { crc32c } from '../../../../../../src/sandbox/services/eventStreams/kafka/log/crc32c';

/** A batch of format 2, written from the protocol guide ("Record Batch"); what is in the records does not matter. */
export function batchBytes(count: number, maxTimestamp: number, records = 10): Buffer {
  const bytes = Buffer.alloc(61 + records);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt8(2, 16);
  bytes.writeInt32BE(count - 1, 23);
  bytes.writeBigInt64BE(BigInt(maxTimestamp), 35);
  bytes.writeInt32BE(count, 57);
  return sealed(bytes);
}

/** With the checksum of what it holds now. */
export function sealed(bytes: Buffer): Buffer {
  bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17);
  return bytes;
}
