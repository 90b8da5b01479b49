// What the licences of the bundled libraries ask for: each one's name, version and licence text beside the code.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ofPackage = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const line = '-'.repeat(80);

/**
 * The text of the file that ships. `metafiles` are those of esbuild: only what is in an output counts, so a library that was
 * shaken out is not named.
 */
export async function thirdPartyNotices(root, metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => Object.entries(output.inputs)));
  const folders = new Set(inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? ofPackage.exec(path)?.[0] ?? [] : [])));
  const notices = await Promise.all([...folders].map((folder) => noticeOf(join(root, folder))));
  const unique = [...new Set(notices)].sort();
  return ['This extension contains the libraries below. Their licences ask for their texts to go with them.', ...unique].join(`\n\n${line}\n`);
}

async function noticeOf(folder) {
  const { name, version, license, licenses, homepage, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const kind = license ?? licenses?.[0]?.type;
  if (kind === undefined && texts.length === 0) throw new Error(`${name} ${version} names no licence: it cannot ship.`);
  const by = typeof author === 'string' ? author : author?.name;
  const head = [`${name} ${version} (${kind ?? 'its own licence'})`, ...(by === undefined ? [] : [`by ${by}`]), ...(homepage === undefined ? [] : [homepage])];
  return [head.join('\n'), ...(texts.length > 0 ? texts : [await licenceInReadme(folder, kind)])].map((text) => text.trim()).join('\n\n');
}

/** Some packages keep their licence in the README; one that has no text at all is named by its licence's id. */
async function licenceInReadme(folder, kind) {
  const readme = (await readdir(folder)).find((file) => /^readme(\.|$)/i.test(file));
  const text = readme === undefined ? '' : await readFile(join(folder, readme), 'utf8');
  return /^(?:#+ *Licen[cs]e *\n|Licen[cs]e\n-+\n)([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(text)?.[1]
    ?? `Licensed under ${kind}: https://spdx.org/licenses/${kind}.html`;
}
