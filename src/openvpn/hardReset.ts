import { randomBytes } from 'node:crypto';

// An opcode stands in the five upper bits of the first byte, the number of the key in the lower ones.
const [fromClient, fromServer] = [7, 8];

/**
 * The packet that an OpenVPN client begins with: a session's number, no acknowledgements, packet 0. A server answers it before it knows who
 * asks, unless it wants more keys than a profile of IBM Cloud has. Source: https://openvpn.net/community-docs/openvpn-protocol.html
 */
export function hardReset(): Buffer {
  return Buffer.concat([Buffer.of(fromClient << 3), randomBytes(8), Buffer.alloc(5)]);
}

/** Whether a server's answer to it is the one of OpenVPN. */
export function isHardReset(answer: Buffer): boolean {
  return answer.length >= 14 && answer.readUInt8(0) >> 3 === fromServer;
}
