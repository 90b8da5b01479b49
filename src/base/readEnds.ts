import { open } from 'node:fs/promises';
import { codeOf } from './codes';

export interface Ends {
  /** Bytes from the beginning. */
  readonly head: number;
  /** Bytes from the end. */
  readonly tail: number;
}

/** A text's beginning and its end, in whole lines where something is left out between them; undefined where there is no file. */
export async function readEndsIfThere(path: string, { head, tail }: Ends): Promise<string | undefined> {
  const file = await open(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  if (file === undefined) {
    return undefined;
  }
  try {
    const { size } = await file.stat();
    const read = async (start: number, length: number): Promise<string> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.toString('utf8', 0, bytesRead);
    };
    return size <= head + tail ? await read(0, size) : withoutCutLines(await read(0, head), await read(size - tail, tail));
  } finally {
    await file.close();
  }
}

function withoutCutLines(first: string, last: string): string {
  return first.slice(0, first.lastIndexOf('\n') + 1) + last.slice(last.indexOf('\n') + 1);
}
