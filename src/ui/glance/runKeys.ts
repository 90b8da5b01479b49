import type { RunView } from '../../model/plan';
import { runTags } from '../activity/runNode';
import type { ContextKeys } from '../contextKeys';

/** Says to the menus and the palette what can be done with the runs that there are, as their rows say it. */
export function setRunKeys(keys: Pick<ContextKeys, 'set'>, runs: readonly RunView[], shownPlan: string | undefined): void {
  const sound = runs.filter(({ state }) => state !== 'damaged');
  const tags = new Set(sound.flatMap(runTags));
  keys.set('privateConnect.planned', sound.length > 0);
  keys.set('privateConnect.runnable', tags.has('runnable'));
  keys.set('privateConnect.planShown', sound.some((run) => run.connectionId === shownPlan && runTags(run).includes('runnable')));
  keys.set('privateConnect.cancellable', tags.has('cancellable'));
  keys.set('privateConnect.resumable', tags.has('resumable'));
  keys.set('privateConnect.undoable', tags.has('undoable'));
  keys.set('privateConnect.discardable', tags.has('discardable'));
  keys.set('privateConnect.plannable', tags.has('plannable'));
  keys.set('privateConnect.changeable', tags.has('changeable'));
  keys.set('privateConnect.forgettable', tags.has('forgettable') || runs.length > sound.length);
  keys.set('privateConnect.connected', tags.has('connected'));
  keys.set('privateConnect.dialable', tags.has('dialable'));
  keys.set('privateConnect.office', tags.has('office'));
}
