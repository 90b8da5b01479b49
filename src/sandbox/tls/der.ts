/** One DER element: tag, length, content. */
export function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

export function sequence(...content: Buffer[]): Buffer {
  return der(0x30, ...content);
}

export function octetString(content: Buffer): Buffer {
  return der(0x04, content);
}

/** A bit string of whole bytes, or one whose last `unused` bits do not count. */
export function bitString(content: Buffer, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content);
}

/** A positive number, big-endian. */
export function unsigned(content: Buffer): Buffer {
  const first = content[0] ?? 0;
  return first >= 0x80 ? der(0x02, Buffer.from([0]), content) : der(0x02, content);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function boolean(value: boolean): Buffer {
  return der(0x01, Buffer.from([value ? 0xff : 0x00]));
}

/** A small number that is not negative. */
export function integer(value: number): Buffer {
  const digits = value.toString(16);
  return unsigned(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'));
}

/** Text of the letters, digits and few marks that every reader knows. */
export function printable(text: string): Buffer {
  return der(0x13, Buffer.from(text, 'latin1'));
}

export function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text, 'utf8'));
}

/** X.509 wants two-digit years up to 2049 (RFC 5280, 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    bytes.unshift((left % 128) + 128);
  }
  return bytes;
}

function lengthOf(length: number): Buffer {
  if (length < 128) {
    return Buffer.from([length]);
  }
  const bytes: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) {
    bytes.unshift(left % 256);
  }
  return Buffer.from([128 + bytes.length, ...bytes]);
}
