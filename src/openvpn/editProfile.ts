import type { ProfilePart } from './profileText';
import { nameOf, partsOf, textOf } from './profileText';
import { lineOfWords } from './profileWords';

/** Options that may stand more than once: another value is another line. By how many words it is the same one. */
const repeated: ReadonlyMap<string, number> = new Map([['setenv', 2], ['dhcp-option', 3], ['remote', 4], ['route', 4], ['pull-filter', 3]]);

/** The profile with an option as these words say; where it had it, it is said there. Twice is the same as once. */
export function withOption(profile: string, words: readonly string[]): string {
  const same = repeated.get(words[0] ?? '') ?? 1;
  const isSame = (part: ProfilePart) => part.kind === 'block'
    ? part.name === words[0] : part.kind === 'directive' && words.slice(0, same).every((word, at) => part.words[at] === word);
  return replaced(profile, isSame, lineOfWords(words));
}

/** The profile with `text` in place of the first part that `isOld`, and without the others; at its end where there is none. */
export function replaced(profile: string, isOld: (part: ProfilePart) => boolean, text: string): string {
  const lineEnd = lineEndOf(profile);
  const parts = partsOf(profile);
  const first = parts.findIndex(isOld);
  const fresh: ProfilePart = { kind: 'unread', raw: `${text.split('\n').join(lineEnd)}${lineEnd}` };
  if (first === -1) {
    return `${profile}${profile === '' || profile.endsWith('\n') ? '' : lineEnd}${fresh.raw}`;
  }
  return textOf(parts.flatMap((part, at) => at === first ? [fresh] : isOld(part) ? [] : [part]));
}

/** True where what is added at the end would be taken for a certificate's or a key's. */
export function isCutOff(profile: string): boolean {
  return partsOf(profile).some((part) => part.kind === 'block' && !part.isClosed);
}

export function setsOption(part: ProfilePart, name: string): boolean {
  return nameOf(part) === name;
}

/** As its first line ends: what is added must not change the answer. */
function lineEndOf(profile: string): string {
  return /^[^\n]*\r(?:\n|$)/.test(profile) ? '\r\n' : '\n';
}
