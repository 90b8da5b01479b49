/** A part of a file, of PEM or of the bytes themselves. */
export interface Block {
  /** What PEM calls it: "CERTIFICATE", "RSA PRIVATE KEY"; empty for bytes without PEM. */
  readonly label: string;
  /** Of PEM the text with plain line ends, headers and all; empty for bytes. */
  readonly text: string;
  readonly bytes: Buffer;
  /** That its end is missing, or that its inside is no Base64. */
  readonly isDamaged: boolean;
}

/**
 * The parts of a file as people bring it: PEM with other line ends, "\\n" for them as JSON has it, marks, indents and text around, in UTF-16
 * as PowerShell writes it; else the bytes as one. Empty for a text that holds none.
 */
export function blocksOf(bytes: Buffer): readonly Block[] {
  // A SEQUENCE of DER with its length, which in the smallest keys is one byte; a text can begin with its tag as well, which is "0".
  const isDer = bytes[0] === 0x30 && ((bytes[1] ?? 0) >= 0x80 || bytes[1] === bytes.length - 2);
  return isDer ? [{ label: '', text: '', bytes, isDamaged: false }] : pemBlocks(textOf(bytes));
}

/** UTF-16 is known by its mark, or by the zero beside each letter. */
export function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const isSwapped = first === 0xfe && second === 0xff;
  const isWide = isSwapped || first === 0xff && second === 0xfe || first !== 0 && second === 0;
  const even = isSwapped ? Buffer.from(bytes.subarray(0, bytes.length - bytes.length % 2)).swap16() : bytes;
  return even.toString(isWide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
}

function pemBlocks(text: string): readonly Block[] {
  const lines = text.replaceAll('\\r', '').replaceAll('\\n', '\n').split(/\r\n|\r|\n/).map((line) => line.trim());
  const starts = lines.flatMap((line, index) => (begin.test(line) ? [index] : []));
  return starts.map((start, index) => block(lines.slice(start, starts[index + 1])));
}

const begin = /-----BEGIN ([A-Z0-9 ]+)-----/;

/** From its first line; what stands before that in the same line is somebody's text. */
function block(lines: readonly string[]): Block {
  const label = begin.exec(lines[0] ?? '')?.[1] ?? '';
  const end = lines.findIndex((line) => line.startsWith(`-----END ${label}-----`));
  const inside = lines.slice(1, end === -1 ? undefined : end);
  const body = inside.filter((line) => !line.includes(':')).join('');
  return {
    label, text: [`-----BEGIN ${label}-----`, ...inside, `-----END ${label}-----`, ''].join('\n'), bytes: Buffer.from(body, 'base64'),
    isDamaged: end === -1 || body === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(body),
  };
}
