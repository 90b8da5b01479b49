import type { BundlePart } from '../support/bundle';
import { bundleParts, bundleText } from '../support/bundle';
import { redacted } from '../support/redact';
import { aboutLines } from '../support/source';
import type { Handlers, Invocation } from './handler';
import { t } from '../../model/l10n';

type Id = 'privateConnect.reportIssue' | 'privateConnect.saveSupportBundle';

export const supportCommands: Handlers<Id> = {
  'privateConnect.reportIssue': { failed: t('Could not report an issue'), run: reportIssue },
  'privateConnect.saveSupportBundle': { failed: t('Could not save the support bundle'), run: saveBundle },
};

/** Begins an issue, in the editor's own form where the product takes issues there; a person reads it through and sends it, nothing is sent from here. */
async function reportIssue({ services: { support, editor, notices } }: Invocation): Promise<void> {
  const about = redacted(aboutLines(support.about()).map((line) => `- ${line}`).join('\n'), {
    secrets: await support.secrets(), accounts: await support.accounts(), homeFolder: support.homeFolder,
  });
  const text = `What I did:\n\nWhat I expected:\n\nWhat happened, with the code and the trace that the notice names:\n\n${about}\n`;
  if (support.takesIssues) {
    await editor.reportIssue(text);
    return;
  }
  await editor.openText(text, 'markdown');
  await notices.done(t('This version names no place for issues: complete the text, and send it to whoever you have the extension from.'));
}

/** What goes in is listed and can be left out; where it goes, the person says. */
async function saveBundle({ services }: Invocation): Promise<void> {
  const parts = await bundleParts(services.support, await services.sessions.current());
  const answer = await services.prompter.pickMany<BundlePart>({
    placeholder: t('What goes in? Secrets are ***, account ids are cut'),
    items: parts.map((part) => ({ label: part.name, description: size(part.text), value: part })),
    isCurrent: () => true,
  });
  if (answer.kind !== 'value' || answer.value.length === 0) {
    return;
  }
  const path = await services.editor.saveText('private-connect-support.md', bundleText(answer.value));
  if (path !== undefined) {
    await services.notices.done(t('The support bundle is in {0}. It names your resources and their addresses: read it through before you pass it on.', path));
  }
}

function size(text: string): string {
  return text.length < 1024 ? t('{0} characters', text.length) : `${Math.round(text.length / 1024)} KB`;
}
