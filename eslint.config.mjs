import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

// The house's levels, lowest first; a folder imports from lower levels and from itself, never from a sibling of its own level.
const levels = [
  ['model'],
  ['base'],
  ['tls', 'certificates'],
  ['reach', 'kafka', 'cloud', 'ssh', 'openvpn', 'onPremises', 'machine'],
  ['services'],
  ['landscape', 'setup', 'diagnose', 'snippets'],
];
// What no level imports: the editor, the page, the sandbox (each checked by its own rule below).
const outside = ['ui', 'webview', 'sandbox', 'extension.ts'];

function forbidden() {
  return levels.flatMap((folders, level) => folders.map((folder) => ({
    target: `./src/${folder}`,
    from: [
      ...levels.flatMap((others, at) => (at > level || at === level ? others.filter((other) => other !== folder) : [])),
      ...outside,
    ].map((name) => `./src/${name}`),
    message: `src/${folder} imports lower levels only: see "The house" in CONTRIBUTING.md.`,
  })));
}

// Where a service or a route is one folder and one line in the list beside it.
const lists = [
  'src/services', 'src/diagnose/services', 'src/snippets', 'src/sandbox/services', 'src/setup/routes', 'src/ui/routes', 'src/ui/proofs',
];

function foldersOf(list) {
  return existsSync(list) ? readdirSync(list, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name) : [];
}

// Everything below a folder but what is allowed, as few paths as that takes.
function everythingBut(allowed, folder = 'src') {
  return readdirSync(folder).map((name) => join(folder, name)).flatMap((path) => {
    if (allowed.includes(path)) return [];
    return allowed.some((other) => other.startsWith(`${path}/`)) ? everythingBut(allowed, path) : [`./${path}`];
  });
}

// A service's or a route's folder is imported by its list, by itself, and by the folders of the same name in other layers: by nothing else.
function onlyByTheirLists() {
  return lists.flatMap((list) => foldersOf(list).map((name) => ({
    target: everythingBut([join(list, 'list.ts'), ...lists.map((other) => join(other, name))]),
    from: `./${list}/${name}`,
    message: `${list}/${name} is imported by ${list}/list.ts alone: everything else goes by the list.`,
  })));
}

const editorOnlyInUi = {
  name: 'vscode', message: 'The editor is imported under src/ui and in extension.ts alone.',
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.cache/', '**/*.js', '**/*.cjs', '*.mjs', 'scripts/**/*.mjs', 'test/**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './src/webview/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/extensions': ['.ts'], 'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] }, 'import-x/resolver-next': [createTypeScriptImportResolver({ project: ['./tsconfig.json', './src/webview/tsconfig.json'] })] },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      // A merge can leave a case twice, and the compiler lets it pass.
      'no-duplicate-case': 'error', 'no-dupe-else-if': 'error',
      'import-x/no-cycle': 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', {
        zones: [
          ...forbidden(),
          ...onlyByTheirLists(),
          { target: './src/sandbox', from: './src', except: ['./sandbox', './model', './reach'], message: 'The sandbox imports model and reach alone.' },
          { target: './src/webview', from: './src', except: ['./webview', './model'], message: 'The page imports model alone.' },
          { target: './src/ui', from: './src/sandbox', message: 'extension.ts alone imports the sandbox, lazily.' },
        ],
      }],
      'no-restricted-imports': ['error', { paths: [editorOnlyInUi] }],
      'no-restricted-syntax': ['error',
        { selector: "CallExpression[callee.property.name='registerCommand']", message: 'Commands are registered in src/ui/commands/register.ts alone.' },
        { selector: "CallExpression[callee.property.name='executeCommand'][arguments.0.value='setContext']", message: 'Context keys are set in src/ui/contextKeys.ts alone.' },
      ],
    },
  },
  { files: ['src/ui/**/*.ts', 'src/extension.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['src/ui/commands/register.ts', 'src/ui/contextKeys.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      'no-console': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['it', 'describe', 'test', 'suite'], package: 'mocha' }] }],
    },
  },
);
