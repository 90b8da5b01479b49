import type { SeenLock } from '../../base/othersLock';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { duration } from '../../model/words';
import type { HeldLock } from '../../setup/heldLocks';
import type { PickItem } from '../prompts/answers';
import { describe, type Subject } from '../tree/node';
import type { Invocation } from './handler';
import { paint } from './watchedWork';

/** The way out where somebody holds a connection or a file who is not seen, or never ends: who it is is said, then it is freed. */
export async function takeOver({ services, subject }: Invocation): Promise<void> {
  const { editor, prompter, sessions } = services;
  const { setup } = await sessions.required();
  const all = await setup.heldByOthers();
  const fitting = all.filter((held) => isMeant(held, subject));
  const [only] = fitting;
  if (only === undefined) {
    paint(services);
    throw new Failure({
      code: 'ui.nothing-held', what: t('There is nothing to take over'),
      why: t('No other window, program or machine holds it: what did has ended, or is this window itself.'),
      next: t('Go on here; what this window works at is ended by Cancel Run.'),
    });
  }
  const answer = fitting.length === 1 ? { kind: 'value' as const, value: only } : await prompter.pick<HeldLock>({
    placeholder: t('What should be taken over?'), items: fitting.map(itemOf),
  });
  if (answer.kind !== 'value') {
    return;
  }
  const { title, seen } = answer.value;
  if (await editor.confirm({ text: t('Take over "{0}"?', visible(title, 160)), detail: detailOf(seen), button: t('Take Over') })) {
    await setup.free(answer.value);
    paint(services);
  }
}

/** A run's row means that connection, a step's the files that it could not change; from the palette it may be any. */
function isMeant({ connectionId }: HeldLock, subject: Subject | undefined): boolean {
  switch (subject?.kind) {
    case 'run': return connectionId === subject.run.connectionId;
    case 'connection': return connectionId === subject.connection.id;
    case 'step': return connectionId === undefined;
    default: return true;
  }
}

function itemOf(held: HeldLock): PickItem<HeldLock> {
  return {
    label: visible(held.title, 120), icon: held.connectionId === undefined ? 'file' : 'link', value: held,
    description: describe(whoOf(held.seen), signOf(held.seen)),
  };
}

function detailOf(seen: SeenLock): string {
  return [
    t('Held by {0}.', whoOf(seen)),
    ...(seen.holder !== undefined && 'since' in seen.holder && seen.holder.since !== undefined ? [t('Since {0}.', visible(seen.holder.since, 40))] : []),
    t('Signs of life: {0}.', signOf(seen)),
    t('If it is at work, what it does ends where it is, as if it were cancelled, and can be gone on with here. Nothing that was made is lost. '
      + 'Where you can, cancel it there instead.'),
  ].join('\n');
}

function whoOf({ holder }: SeenLock): string {
  if (holder === undefined) {
    return t('somebody whom its file does not name');
  }
  return 'host' in holder ? t('process {0} on {1}', holder.pid, visible(holder.host, 100)) : t('process {0} of this machine', holder.pid);
}

/** One of before there were such signs gave its only one when it began. */
function signOf({ holder, touched }: SeenLock): string {
  const ago = duration(Date.now() - touched);
  return holder === undefined || 'host' in holder ? t('the last {0} ago', ago) : t('none since it began, {0} ago', ago);
}
