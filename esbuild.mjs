// Builds what ships: the extension (a small entry and lazily loaded chunks), the sandbox (its own chunks), the panel's page.
//   node esbuild.mjs [--production] [--watch] [--out=FOLDER]
import { existsSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { commonJs, helpersFile, withSharedHelpers } from './scripts/commonJs.mjs';
import { withoutWhatIsNeverReached } from './scripts/leftOut.mjs';
import { thirdPartyNotices } from './scripts/thirdPartyNotices.mjs';

const root = import.meta.dirname;
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const dist = resolve(root, process.argv.find((argument) => argument.startsWith('--out='))?.slice('--out='.length) ?? 'dist');
const minified = { minify: production, legalComments: production ? 'none' : 'inline' };
const packages = createRequire(import.meta.url);

/**
 * esbuild gives an `import()` of a CommonJS package its default export alone; here it gets its names too, as in Node, so that
 * the same source runs under tsx and bundled.
 */
const namesOfLazyPackages = {
  name: 'names-of-lazy-packages',
  setup(build) {
    const ours = 'lazy-package';
    build.onResolve({ filter: /^[@a-z]/ }, async ({ path, kind, namespace, resolveDir, importer }) => {
      if (kind !== 'dynamic-import' || namespace === ours || isBuiltin(path) || path === 'vscode') return undefined;
      const { path: file } = await build.resolve(path, { kind: 'import-statement', resolveDir, importer });
      const isModule = file !== '' && /(^|[;}])\s*export\b\s*[{*\w]/m.test(await readFile(file, 'utf8'));
      return file === '' || isModule ? undefined : { path, namespace: ours, pluginData: resolveDir };
    });
    build.onLoad({ filter: /./, namespace: ours }, async ({ path, pluginData: resolveDir }) => {
      const { names, warnings } = namesOf(path);
      return { contents: `export { ${['default', ...names].join(', ')} } from ${JSON.stringify(path)};`, resolveDir, warnings };
    });
  },
};

function namesOf(name) {
  try {
    return { names: Object.keys(packages(name)).filter((key) => key !== 'default' && /^[A-Za-z_$][\w$]*$/.test(key)), warnings: [] };
  } catch (error) {
    return { names: [], warnings: [{ text: `import('${name}') has a default export alone, since it does not load by itself: ${error.message}` }] };
  }
}

/**
 * VS Code loads an extension with `require`, and esbuild splits ES modules alone. So it splits ES modules in memory and each file is
 * then turned into CommonJS, where `import()` is a late `require`: one instance of each module, whichever chunk asks for it.
 */
const asCommonJs = {
  name: 'as-common-js',
  setup(build) {
    build.onEnd(async ({ outputFiles = [], errors }) => {
      if (errors.length > 0) return;
      await rm(join(dist, 'chunks'), { recursive: true, force: true });
      await mkdir(join(dist, 'chunks'), { recursive: true });
      if (production) await writeFile(join(dist, 'chunks/helpers.js'), await helpersFile());
      await Promise.all(outputFiles.map(async ({ path, text }) => {
        const code = await commonJs(text, relative(dist, path), { sourcemap: production ? false : 'inline' });
        await writeFile(path, production ? await withSharedHelpers(code, dirname(path) === dist ? './chunks/helpers.js' : './helpers.js') : code);
      }));
    });
  },
};

const extension = {
  entryPoints: { extension: 'src/extension.ts', ...(existsSync(join(root, 'src/sandbox/sandbox.ts')) ? { sandbox: 'src/sandbox/sandbox.ts' } : {}) },
  absWorkingDir: root,
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  metafile: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // The native parts of ssh2 are optional: it falls back to Node's own ciphers.
  external: ['vscode', 'cpu-features', '*.node'],
  sourcemap: production ? false : 'inline',
  plugins: [namesOfLazyPackages, withoutWhatIsNeverReached, asCommonJs],
  logLevel: 'info',
  // Libraries take the names of their errors from their classes.
  keepNames: production,
  ...minified,
};

const page = {
  entryPoints: { page: 'src/webview/page.ts', panel: 'media/panel.css' },
  absWorkingDir: root,
  outdir: join(dist, 'webview'),
  metafile: true,
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  sourcemap: production ? false : 'inline',
  logLevel: 'info',
  ...minified,
};

await rm(dist, { recursive: true, force: true });
if (watch) {
  for (const options of [extension, page]) await (await esbuild.context(options)).watch();
} else {
  const built = [await esbuild.build(extension), await esbuild.build(page)];
  await writeFile(join(dist, 'THIRD_PARTY_NOTICES.txt'), await thirdPartyNotices(root, built.map(({ metafile }) => metafile)));
}
