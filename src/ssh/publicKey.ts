import { createHash } from 'node:crypto';

/** A public key as OpenSSH writes it, without a comment. */
export interface PublicKey {
  readonly type: 'ed25519' | 'rsa' | 'ecdsa';
  /** `ssh-ed25519 AAAA...` */
  readonly line: string;
  /** `SHA256:...` without padding, as OpenSSH prints it. */
  readonly fingerprint: string;
  /** Of an RSA key's modulus. */
  readonly bits?: number | undefined;
}

/** One that the cloud takes for new servers. */
export interface CloudKey extends PublicKey {
  readonly type: 'ed25519' | 'rsa';
}

export function isCloudKey(key: PublicKey): key is CloudKey {
  return key.type !== 'ecdsa';
}

/** A key from its bytes on the wire (RFC 4253, 6.6); undefined where it is of no kind that we sign in with. */
export function publicKeyFrom(blob: Buffer): PublicKey | undefined {
  const name = fieldsOf(blob)[0]?.toString('latin1') ?? '';
  const type = typeOf(name);
  return type === undefined ? undefined : {
    type, line: `${name} ${blob.toString('base64')}`, fingerprint: fingerprintOf(blob), bits: type === 'rsa' ? modulusBits(blob) : undefined,
  };
}

export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The parts that each have their length before them; as many as are whole. */
export function fieldsOf(blob: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length;) {
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) {
      break;
    }
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function typeOf(name: string): PublicKey['type'] | undefined {
  switch (name) {
    case 'ssh-ed25519': return 'ed25519';
    case 'ssh-rsa': return 'rsa';
    default: return /^ecdsa-sha2-nistp(256|384|521)$/.test(name) ? 'ecdsa' : undefined;
  }
}

/** The last of three fields: "ssh-rsa", exponent, modulus. */
function modulusBits(blob: Buffer): number {
  const modulus = (fieldsOf(blob)[2] ?? Buffer.alloc(0)).toString('hex').replace(/^0+/, '');
  return modulus === '' ? 0 : (modulus.length - 1) * 4 + Number.parseInt(modulus.charAt(0), 16).toString(2).length;
}
