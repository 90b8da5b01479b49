const handshakeRecord = 22;
const serverNameExtension = 0;

/**
 * The server name of a TLS ClientHello (RFC 8446 4.1.2, RFC 6066 3): undefined while bytes are missing, empty where there is none.
 * The hello may span several records.
 */
export function serverName(bytes: Buffer): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    if (bytes.length > at && bytes[at] !== handshakeRecord) return '';
    if (bytes.length < at + 5) return undefined;
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (bytes.length < end) return undefined;
    parts.push(bytes.subarray(at + 5, end));
    at = end;
    const hello = Buffer.concat(parts);
    if (hello.length >= 4 && hello.length >= 4 + hello.readUIntBE(1, 3)) return nameIn(hello);
  }
}

function nameIn(hello: Buffer): string {
  try {
    // Type and length, version, random; then what has a length of its own: session id, cipher suites, compression methods.
    let at = 4 + 2 + 32;
    at += 1 + hello.readUInt8(at);
    at += 2 + hello.readUInt16BE(at);
    at += 1 + hello.readUInt8(at);
    const end = at + 2 + hello.readUInt16BE(at);
    for (at += 2; at < end; at += 4 + hello.readUInt16BE(at + 2)) {
      // The list's length, the kind of the first name, and then that name.
      if (hello.readUInt16BE(at) === serverNameExtension) return hello.toString('latin1', at + 9, at + 9 + hello.readUInt16BE(at + 7));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return '';
}
