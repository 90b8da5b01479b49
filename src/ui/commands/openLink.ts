import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { inTime } from '../inTime';
import { linkedInstance } from '../links';
import type { Services } from './services';
import { instancePlace } from '../tree/regionNode';

const what = t('Could not open the link');
const limitMs = 60_000;

/** Shows the row of the instance that a link names. It asks nothing, runs nothing and changes nothing, whoever made the link. */
export async function openLink(services: Services, link: { readonly path: string; readonly query: string }): Promise<void> {
  try {
    await show(services, link);
  } catch (error) {
    await services.notices.failure(what, error);
  }
}

async function show({ sessions, trees }: Services, { path, query }: { readonly path: string; readonly query: string }): Promise<void> {
  trees.resources.reveal();
  const session = await sessions.current();
  if (session === undefined) {
    // The view says how to sign in.
    return;
  }
  const crn = linkedInstance(path, query, session.kinds.services);
  if (crn === undefined) {
    throw new Failure({ code: 'ui.unknown-link', what, why: t('It names no instance of a service that is known here.'), next: t('Check the link.') });
  }
  const instance = (await inTime(what, limitMs, (signal) => session.landscape.instances(signal))).find((each) => each.crn === crn);
  if (instance === undefined) {
    throw new Failure({
      code: 'ui.other-account', what, why: t('Its instance is not in the account "{0}", or you may not see it.', session.account.label),
      next: t('Switch to the account that has it, then open the link again.'),
    });
  }
  await trees.resources.revealRow(instancePlace(instance));
}
