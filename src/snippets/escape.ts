import { visible } from '../model/text';

/** One word for bash and zsh, whatever it holds; a control character stays visible as its escape. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:,@%+=-]+$/.test(text)) {
    return text;
  }
  if (/^[\x20-\x7e]*$/.test(text)) {
    return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  }
  const bytes = [...Buffer.from(text)].map((byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
    ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`));
  return `$'${bytes.join('')}'`;
}

/** A string of JavaScript: what is not plain ASCII is written as its code. */
export function javascriptString(text: string): string {
  return literal(text, (code) => `\\u{${code.toString(16)}}`);
}

/** A string of Python: the same, in its own notation. */
export function pythonString(text: string): string {
  return literal(text, (code) => `\\U${code.toString(16).padStart(8, '0')}`);
}

/** A value of a Java properties file: one line, read back as it was. */
export function propertyValue(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(/^ /, '\\ ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value of librdkafka's properties file, which knows no escapes: what would end the line is shown, not obeyed. */
export function plainValue(text: string): string {
  return visible(text, 4096);
}

/** Text for a comment that ends with its line. */
export function comment(text: string, limit = 200): string {
  return visible(text, limit);
}

function literal(text: string, coded: (code: number) => string): string {
  const inner = Array.from(text, (character) => character).map((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0x20 && code < 0x7f && character !== "'" && character !== '\\' ? character : coded(code);
  });
  return `'${inner.join('')}'`;
}
