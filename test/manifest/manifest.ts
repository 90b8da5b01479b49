import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

export const root = resolve(import.meta.dirname, '../..');

const item = v.object({ command: v.optional(v.string(), ''), submenu: v.optional(v.string()), when: v.optional(v.string()), group: v.optional(v.string()) });
const view = v.object({ id: v.string(), name: v.string(), icon: v.optional(v.string()), type: v.optional(v.string()) });
const setting = v.looseObject({
  type: v.string(), default: v.unknown(), scope: v.optional(v.string()), order: v.optional(v.number()),
  description: v.optional(v.string()), markdownDescription: v.optional(v.string()),
});
const step = v.object({
  id: v.string(), title: v.string(), description: v.string(),
  media: v.object({ svg: v.string(), altText: v.string() }), completionEvents: v.array(v.string()),
});

const schema = v.object({
  publisher: v.string(),
  name: v.string(),
  icon: v.string(),
  main: v.string(),
  engines: v.object({ vscode: v.string() }),
  activationEvents: v.array(v.string()),
  extensionKind: v.array(v.string()),
  capabilities: v.object({
    untrustedWorkspaces: v.object({ supported: v.union([v.boolean(), v.literal('limited')]), description: v.optional(v.string()) }),
    virtualWorkspaces: v.object({ supported: v.union([v.boolean(), v.literal('limited')]), description: v.optional(v.string()) }),
  }),
  contributes: v.object({
    viewsContainers: v.record(v.string(), v.array(v.object({ id: v.string(), title: v.string(), icon: v.string() }))),
    views: v.record(v.string(), v.array(view)),
    viewsWelcome: v.array(v.object({ view: v.string(), contents: v.string(), when: v.string() })),
    authentication: v.array(v.object({ id: v.string(), label: v.string() })),
    commands: v.array(v.object({
      command: v.string(), title: v.string(), category: v.string(), icon: v.optional(v.string()), enablement: v.optional(v.string()),
    })),
    menus: v.record(v.string(), v.array(item)),
    submenus: v.array(v.object({ id: v.string(), label: v.string() })),
    keybindings: v.optional(v.array(v.unknown())),
    configuration: v.object({ title: v.string(), properties: v.record(v.string(), setting) }),
    walkthroughs: v.array(v.object({ id: v.string(), title: v.string(), description: v.string(), steps: v.array(step) })),
  }),
});

/** What the product tells the editor of itself. */
export const manifest = v.parse(schema, JSON.parse(read('package.json')));
export const { contributes } = manifest;

/** The texts, by key. */
export const texts = v.parse(v.record(v.string(), v.string()), JSON.parse(read('package.nls.json')));

/** A text with its key resolved. */
export function said(text: string): string {
  const key = /^%(.+)%$/.exec(text)?.[1];
  return key === undefined ? text : texts[key] ?? `no text for ${key}`;
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every source file below a folder, by its path from the root. */
export function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts')).map((path) => `${folder}/${path.replaceAll('\\', '/')}`);
}

/** Every `when` and `enablement` clause, and the context keys that completion events ask. */
export const clauses: readonly string[] = [
  ...Object.values(contributes.menus).flat().flatMap(({ when }) => when ?? []),
  ...contributes.commands.flatMap(({ enablement }) => enablement ?? []),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.walkthroughs.flatMap(({ steps }) => steps)
    .flatMap(({ completionEvents }) => completionEvents.map((event) => event.replace(/^onContext:/, ''))),
];
