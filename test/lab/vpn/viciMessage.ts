/** What charon and its users say to each other: texts, lists of texts, and sections of the same by name. */
export interface ViciMessage {
  readonly [name: string]: string | readonly string[] | ViciMessage;
}

const [sectionStart, sectionEnd, keyValue, listStart, listItem, listEnd] = [1, 2, 3, 4, 5, 6];

/** Source: https://github.com/strongswan/strongswan/blob/5.9.8/src/libcharon/plugins/vici/README.md */
export function encoded(message: ViciMessage): Buffer {
  return Buffer.concat(Object.entries(message).flatMap(([name, value]) => {
    if (typeof value === 'string') return [Buffer.of(keyValue), named(name), text(value)];
    if (isList(value)) return [Buffer.of(listStart), named(name), ...value.flatMap((each) => [Buffer.of(listItem), text(each)]), Buffer.of(listEnd)];
    return [Buffer.of(sectionStart), named(name), encoded(value), Buffer.of(sectionEnd)];
  }));
}

export function decoded(bytes: Buffer): ViciMessage {
  const stack: Record<string, ViciMessage[string]>[] = [{}];
  let list: string[] = [];
  let at = 0;
  const take = (length: number): Buffer => bytes.subarray(at, at += length);
  const name = (): string => take(take(1).readUInt8()).toString();
  const value = (): string => take(take(2).readUInt16BE()).toString();
  while (at < bytes.length) {
    const kind = take(1).readUInt8();
    const top = stack.at(-1) ?? {};
    if (kind === sectionStart) {
      const section = {};
      top[name()] = section;
      stack.push(section);
    } else if (kind === sectionEnd) stack.pop();
    else if (kind === keyValue) top[name()] = value();
    else if (kind === listStart) top[name()] = list = [];
    else if (kind === listItem) list.push(value());
    else if (kind !== listEnd) throw new Error(`charon says what is no part of a message: ${kind}.`);
  }
  return stack[0] ?? {};
}

/** A section of a message; an empty one where there is none. */
export function section(message: ViciMessage, name: string): ViciMessage {
  const found = message[name];
  return found === undefined || typeof found === 'string' || isList(found) ? {} : found;
}

/** A text of a message; empty where there is none. */
export function textIn(message: ViciMessage, name: string): string {
  const found = message[name];
  return typeof found === 'string' ? found : '';
}

function isList(value: ViciMessage[string]): value is readonly string[] {
  return Array.isArray(value);
}

export function named(name: string): Buffer {
  return Buffer.concat([Buffer.of(Buffer.byteLength(name)), Buffer.from(name)]);
}

function text(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}
