/** One small change of one file, of which a test should notice that it is there. */
export interface Mutant {
  /** From the project's root, with slashes. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly text: string;
  /** What was done, for people. */
  readonly change: string;
}

export function mutated(source: string, { start, end, text }: Mutant): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** Where it is, and what was there before: both as a person finds them again. */
export interface Place {
  /** From one. */
  readonly line: number;
  /** The line itself, without what stands around it. */
  readonly lineText: string;
  readonly before: string;
  readonly after: string;
}

export function placeOf(source: string, { start, end, text }: Mutant): Place {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = source.indexOf('\n', start);
  return {
    line: source.slice(0, start).split('\n').length,
    lineText: source.slice(lineStart, lineEnd < 0 ? source.length : lineEnd).trim(),
    before: inOneLine(source.slice(start, end)),
    after: ['', ';'].includes(text.trim()) ? '(nothing)' : inOneLine(text),
  };
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
