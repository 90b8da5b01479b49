import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translatedIn } from '../../../scripts/l10n/texts';

/** A made-up language, so that what was not translated can be told: English in the full-width letters of Unicode. */
export function wide(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

/** Every text of the code in that language. */
export function wideTexts(): Readonly<Record<string, string>> {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts')).map((path) => join('src', path));
  const texts = paths.flatMap((path) => translatedIn(path, readFileSync(path, 'utf8'))).flatMap(({ text }) => text ?? []);
  return Object.fromEntries(texts.map((text) => [text, wide(text)]));
}
