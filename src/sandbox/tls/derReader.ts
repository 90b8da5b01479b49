/** One DER element as it stands in its surroundings. */
export interface Element {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly whole: Buffer;
}

/** The elements that follow each other in `bytes`. Throws a RangeError where they do not end as they say. */
export function elements(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    found.push(element);
    at += element.whole.length;
  }
  return found;
}

/** The elements inside the first one. */
export function inside(bytes: Buffer): Element[] {
  return elements(elementAt(bytes, 0).content);
}

/** An object identifier with dots, of its element's content. */
export function dotted(content: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

function elementAt(bytes: Buffer, at: number): Element {
  const short = bytes.readUInt8(at + 1);
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  const length = lengthBytes === 0 ? short : bytes.readUIntBE(at + 2, lengthBytes);
  const start = at + 2 + lengthBytes;
  if (start + length > bytes.length) throw new RangeError('The DER element is longer than what there is.');
  return { tag: bytes.readUInt8(at), content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}
