// Turns the ES modules that esbuild splits into the CommonJS that VS Code loads.
import * as esbuild from 'esbuild';

const options = { format: 'cjs', platform: 'node', target: 'node20', supported: { 'dynamic-import': false } };
/** What has a file use every helper that a file of ours may: an export, a default import, an `import()`. */
const usesAll = 'import a from "a"; export const b = () => import("c").then(a);';
const shared = ['__export', '__toESM', '__toCommonJS'];
const helperNames = (text) => [...text.matchAll(/^var (__\w+) =/gm)].map(([, name]) => name);

/**
 * The text of an ES module as CommonJS, where `import()` is a late `require`. The names at a file's end are for those who `import` it, which
 * nobody does; the editor's API is used as one namespace alone: copying its names into another, in every file, takes half of the load time.
 */
export async function commonJs(text, sourcefile, extra) {
  const { code } = await esbuild.transform(text, { ...options, sourcefile, ...extra });
  return code.replaceAll('__toESM(require("vscode"))', 'require("vscode")')
    .replace(/^\/\/ Annotate the CommonJS export names for ESM import in node:\n0 && \(module\.exports = \{[\w$,\s]*\}\);\n/m, '');
}

/** The helpers that esbuild writes at the head of each such file, as one file: 200 copies of them are 35 kB of the package. */
export async function helpersFile() {
  const [head] = atBody(await commonJs(usesAll, 'all.js'));
  return minified(`${head}module.exports = { ${shared.join(', ')} };`);
}

/** `code` of `commonJs`, minified, with the helpers taken from the file at `path`. A helper that is not in that file fails the build. */
export async function withSharedHelpers(code, path) {
  const [head, body] = atBody(code);
  const [known] = atBody(await commonJs(usesAll, 'all.js'));
  const strange = helperNames(head).filter((name) => !helperNames(known).includes(name));
  if (strange.length > 0) throw new Error(`The file of shared helpers lacks ${strange.join(', ')}`);
  const used = shared.filter((name) => body.includes(`${name}(`));
  return minified(`var { ${used.join(', ')} } = require(${JSON.stringify(path)});\n${body}`);
}

function atBody(code) {
  const start = code.search(/^var \w+_exports = \{\};$/m);
  if (start < 0) throw new Error(`Not as esbuild writes CommonJS: ${code.slice(0, 200)}`);
  return [code.slice(0, start), code.slice(start)];
}

async function minified(code) {
  return (await esbuild.transform(code, { ...options, minify: true, legalComments: 'none' })).code;
}
