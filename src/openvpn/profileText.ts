import { wordsOf } from './profileWords';

/**
 * One piece of a profile: what OpenVPN reads as an option, an option whose file stands in the profile, or what it does not read.
 * `raw` is as it was, line ends included.
 */
export type ProfilePart = Directive | Block | { readonly kind: 'unread'; readonly raw: string };

/** `words` begins with the option's name, without the dashes of a command line. */
export interface Directive {
  readonly kind: 'directive';
  readonly raw: string;
  readonly words: readonly string[];
}

/** `<ca>` … `</ca>`. Not closed where the profile ends before. The content of `key` is a secret: it goes into no message. */
export interface Block {
  readonly kind: 'block';
  readonly raw: string;
  readonly name: string;
  readonly isClosed: boolean;
}

/**
 * A profile as OpenVPN reads it, with nothing left out: joined again by `textOf` it is the same text, whatever it was.
 * Source: https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html
 */
export function partsOf(profile: string): readonly ProfilePart[] {
  const lines = profile.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const parts: ProfilePart[] = [];
  for (let at = 0; at < lines.length;) {
    const name = /^<([\w-]+)>$/.exec(wordsOf(readable(lines, at)).join(' '))?.[1];
    const end = name === undefined ? at + 1 : afterBlock(lines, at + 1, name);
    const raw = lines.slice(at, end).join('');
    parts.push(name === undefined ? lineOf(raw, wordsOf(readable(lines, at)))
      : { kind: 'block', raw, name, isClosed: end > at + 1 && closes(lines[end - 1] ?? '', name) });
    at = end;
  }
  return parts;
}

export function textOf(parts: readonly ProfilePart[]): string {
  return parts.map(({ raw }) => raw).join('');
}

/** The name of the option that a part sets; undefined for a comment or an empty line. */
export function nameOf(part: ProfilePart): string | undefined {
  return part.kind === 'block' ? part.name : part.kind === 'directive' ? part.words[0] : undefined;
}

/** A byte order mark, which Windows' editors write, is no part of the first option. */
function readable(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  return at === 0 ? line.replace(/^\ufeff/, '') : line;
}

function lineOf(raw: string, words: readonly string[]): ProfilePart {
  const [name = ''] = words;
  return name === '' ? { kind: 'unread', raw } : { kind: 'directive', raw, words: [name.replace(/^--(?=.)/, ''), ...words.slice(1)] };
}

function afterBlock(lines: readonly string[], from: number, name: string): number {
  const end = lines.findIndex((line, at) => at >= from && closes(line, name));
  return end === -1 ? lines.length : end + 1;
}

/** OpenVPN takes what follows the end tag for a part of it. */
function closes(line: string, name: string): boolean {
  return line.trimStart().startsWith(`</${name}>`);
}
