import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../base/readFile';
import { runWords } from '../activity/runNode';
import type { Session } from '../session/session';
import { redacted } from './redact';
import { aboutLines, type SupportSource } from './source';
import { t } from '../../model/l10n';

/** One part of a bundle, already without secrets. */
export interface BundlePart {
  readonly name: string;
  readonly text: string;
}

/** All that a bundle may have, as it would be saved. */
export async function bundleParts(source: SupportSource, session: Session | undefined): Promise<readonly BundlePart[]> {
  const [secrets, accounts, log, files] = await Promise.all([source.secrets(), source.accounts(), source.log(), filesOf(session)]);
  const parts: readonly BundlePart[] = [
    { name: t('Versions and system'), text: aboutLines(source.about()).join('\n') },
    { name: t('Settings'), text: JSON.stringify(source.settings(), undefined, 2) },
    ...(session === undefined ? [] : [{ name: t('States of the connections'), text: statesOf(session) }]),
    ...files,
    { name: t('Log of this window'), text: log },
  ];
  const hidden = { secrets, accounts, homeFolder: source.homeFolder };
  return parts.filter(({ text }) => text !== '').map(({ name, text }) => ({ name, text: redacted(text, hidden) }));
}

/** The bundle as one text, which a person can read through before it is passed on. */
export function bundleText(parts: readonly BundlePart[]): string {
  return ['# Support bundle', ...parts.map(({ name, text }) => `## ${name}\n\n${indented(text)}`)].join('\n\n').concat('\n');
}

/** The saved connections and their journals, as they stand on the disk. */
async function filesOf(session: Session | undefined): Promise<readonly BundlePart[]> {
  const folder = session === undefined ? undefined : join(session.folder, 'connections');
  const names = folder === undefined ? [] : await readdir(folder).catch(() => []);
  const known = names.filter((name) => /\.(?:connection\.json|journal\.jsonl)$/.test(name)).sort();
  return await Promise.all(known.map(async (name) => ({ name, text: await readIfThere(join(folder ?? '', name)) ?? '' })));
}

function statesOf({ setup, history }: Session): string {
  return setup.views().map((run) => {
    const check = history.get(run.connectionId);
    const steps = run.steps.map(({ title, state, detail, failure }) =>
      `  ${title}: ${state} · ${detail}${failure === undefined ? '' : ` · ${failure.code}: ${failure.why}`}`);
    const checked = check === undefined ? 'not checked' : `checked ${check.checkedAt}: ${check.text}`;
    return [`${run.connectionId}: ${runWords(run)} · ${checked}`, ...steps].join('\n');
  }).join('\n');
}

/** As code, whatever stands in it. */
function indented(text: string): string {
  return text.split('\n').map((line) => `    ${line}`).join('\n');
}
