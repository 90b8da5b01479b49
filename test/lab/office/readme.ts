/** The commands of a README as a network team would copy them: all of the blocks that stand under these words of a section. */
export function commandsIn(readme: string, section: string, under: string): readonly string[] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.replace(/^#+ /, '') === section && line.startsWith('#'));
  if (start < 0) throw new Error(`The README has no section "${section}".`);
  const depth = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && (/^#+/.exec(line)?.[0].length ?? 0) <= depth);
  const own = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  const at = under === '' ? 0 : own.indexOf(under);
  if (at < 0) throw new Error(`The README says nothing under "${under}" of "${section}".`);
  const [begin, end] = [own.indexOf('```sh', at), own.indexOf('```', own.indexOf('```sh', at) + 1)];
  return own.slice(begin + 1, end);
}
