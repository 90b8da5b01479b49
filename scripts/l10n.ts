// Writes what a translator starts from: every text of the code, by itself. The texts of package.json are in package.nls.json.
//   npm run l10n
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { translatedIn } from './l10n/texts';

const folder = 'l10n';
const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts')).map((path) => join('src', path));
const texts = [...new Set(paths.flatMap((path) => translatedIn(path, readFileSync(path, 'utf8'))).flatMap(({ text }) => text ?? []))].sort();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'bundle.l10n.json'), `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), undefined, 2)}\n`);
console.log(`${texts.length} texts in ${join(folder, 'bundle.l10n.json')}`);
