import diagnostics from 'node:diagnostics_channel';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { failureText } from '../../../src/model/failure';

/** The secrets of one test, and every text in which one would be a leak. */
export class Canaries {
  readonly #secrets = new Map<string, string>();
  readonly #outputs: { readonly where: string; readonly text: string }[] = [];

  /** A value that may appear in no output; a name says which one it was. */
  add(name: string, value: string): void {
    if (value.length < 8) throw new Error(`"${name}" is too short to be told from other text.`);
    this.#secrets.set(value, name);
  }

  get names(): readonly string[] {
    return [...new Set(this.#secrets.values())];
  }

  /** Something that a person, another program or a disk gets to see, in every text form that it has. */
  see(where: string, output: unknown): void {
    this.#outputs.push({ where, text: textOf(output) });
  }

  /** Every file below a folder: what is in it, and what it is called. */
  async seeFiles(folder: string, allowed: readonly string[] = []): Promise<readonly string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.filter((each) => !allowed.includes(each))) {
      this.see(path, `${path}\n${await readFile(path, 'latin1')}`);
    }
    return paths;
  }

  /** "API key in journal.jsonl", one a leak. */
  leaks(): readonly string[] {
    return [...this.#secrets].flatMap(([secret, name]) => {
      const forms = formsOf(secret);
      return this.#outputs.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ where }) => `${name} in ${where}`);
    });
  }
}

/** Collects what is written to the console and which programs are started while `work` runs. */
export async function overheard(canaries: Canaries, work: () => Promise<void>): Promise<void> {
  const started: unknown[] = [];
  const note = (message: unknown): void => { started.push(message); };
  diagnostics.subscribe('child_process', note);
  const restore = [process.stdout, process.stderr].map((stream) => watched(stream, (text) => canaries.see('the console', text)));
  try {
    await work();
  } finally {
    restore.forEach((undo) => undo());
    diagnostics.unsubscribe('child_process', note);
  }
  // Looked at now: when it was told, a process did not have its arguments yet.
  for (const message of started) {
    canaries.see('the arguments of a program', inspect(message, { depth: 3, maxArrayLength: null, maxStringLength: null }));
  }
}

/** Tells what is written to a stream, and passes it on; returns what ends that. */
function watched(stream: NodeJS.WriteStream, tell: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = (chunk: Uint8Array | string, ...rest: never[]): boolean => {
    tell(Buffer.from(chunk).toString());
    return write(chunk, ...rest);
  };
  return () => { stream.write = write; };
}

function textOf(output: unknown): string {
  if (typeof output === 'string') return output;
  const deep = inspect(output, { depth: 12, showHidden: true, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });
  const forms = [deep, String(output), JSON.stringify([output])];
  return output instanceof Error ? [...forms, output.stack ?? '', JSON.stringify(failureText(output, 'x'))].join('\n') : forms.join('\n');
}

/** A value as it is, and as URLs, JSON, hexadecimal digits and base64 carry it, wherever in the encoded text it begins. */
function formsOf(secret: string): readonly string[] {
  const shifted = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(`${'\0'.repeat(shift)}${secret}`).toString('base64').replace(/=+$/, '');
    // The first and last characters depend on what stands beside the value.
    return encoded.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  return [
    secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('hex'),
    ...shifted, ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}
