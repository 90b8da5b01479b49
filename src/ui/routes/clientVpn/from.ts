import { t } from '../../../model/l10n';
import { askInPlace, taken, takenFrom, type RowOutcome } from '../../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../../prompts/answers';
import type { FromAnswer } from './answers';
import { dialRangesProblem, rangesFrom } from './ranges';
import type { Sources } from './sources';

type Row = FromAnswer['kind'];

/** What the user has to type when everyone may dial. */
export const openConfirmation = t('open to the internet');

/** Asks from where the VPN server may be dialled. */
export function askFrom(
  sources: Pick<Sources, 'prompter' | 'lookupHost' | 'proxy'>, position: Position, before: FromAnswer | undefined,
): Promise<Answer<FromAnswer>> {
  const { prompter } = sources;
  return askInPlace<FromAnswer, Row>(
    before ?? { kind: 'own-address' },
    () => prompter.pick<Row>({
      position, placeholder: t('From where may the VPN server be dialled?'), items: fromItems(sources), isCurrent: (kind) => kind === before?.kind,
    }),
    async (kind, state): Promise<RowOutcome<FromAnswer>> => {
      switch (kind) {
        case 'own-address': return taken({ kind });
        case 'ranges': return takenFrom(await typeRanges(prompter, position, state));
        case 'anyone': return takenFrom(await confirmed(prompter, position));
      }
    },
  );
}

export function fromItems({ lookupHost, proxy }: Pick<Sources, 'lookupHost' | 'proxy'>): readonly PickItem<Row>[] {
  return [
    {
      label: t('From this machine alone'), icon: 'shield', group: t('By address'), value: 'own-address',
      detail: proxy === undefined
        ? t('Looked up at {0} now, and again when it is let in.', lookupHost)
        : t('Found at {0} through {1}; the VPN goes without that proxy.', lookupHost, proxy),
    },
    {
      label: t('From addresses or ranges that I type'), icon: 'edit', group: t('By address'), value: 'ranges',
      detail: t('Those of your office, and of your colleagues at home.'),
    },
    {
      label: t('From the whole internet'), icon: 'warning', group: t('From anywhere'), value: 'anyone',
      detail: t('For who travels: only who signs in gets in. It is typed to confirm.'),
    },
  ];
}

async function typeRanges(prompter: Prompter, position: Position, before: FromAnswer): Promise<Answer<FromAnswer>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('From where it may be dialled: IPv4 addresses or ranges, with commas'),
    placeholder: t('203.0.113.7, 198.51.100.0/24'), value: before.kind === 'ranges' ? before.ranges.join(', ') : undefined, check: dialRangesProblem,
  }), (text) => ({ kind: 'ranges', ranges: rangesFrom(text) ?? [] }));
}

async function confirmed(prompter: Prompter, position: Position): Promise<Answer<FromAnswer>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('Everyone on the internet could try to sign in. Type "{0}" to confirm', openConfirmation),
    placeholder: openConfirmation, check: (text) => text.trim() === openConfirmation ? undefined : t('Type "{0}", or go back.', openConfirmation),
  }), () => ({ kind: 'anyone' }));
}
