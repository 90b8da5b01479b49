import { t } from '../../model/l10n';
import { espCiphers, groups, ikeCiphers, integrities, isGcm } from '../../onPremises/proposals';
import type { PickItem } from '../prompts/answers';
import { cipherWord, integrityWord, isOldGroup } from './algorithmWords';
import type { Algorithms } from './answers';

/** One thing of the algorithms, as a row of the list and as a question of its own. */
export interface AlgorithmSetting {
  readonly title: string;
  readonly group: string;
  readonly now: (state: Algorithms) => string;
  readonly items: readonly PickItem<Change>[];
  /** False where the others leave nothing to choose. */
  readonly applies?: (state: Algorithms) => boolean;
  /** Of a number that is typed instead: seconds. */
  readonly seconds?: { readonly least: number; readonly set: (seconds: number) => Change; readonly of: (state: Algorithms) => number };
}

export type Change = (state: Algorithms) => Algorithms;

const first = t('The first phase (IKE)');
const second = t('The second phase (IPsec)');
const mostSeconds = 86_400;

/** Older ones stand by themselves, so that nobody takes one by the way. */
function rows<Value>(
  values: readonly Value[], label: (value: Value) => string, set: (value: Value) => Change, isOld: (value: Value) => boolean = () => false,
): readonly PickItem<Change>[] {
  const row = (value: Value): PickItem<Change> => ({
    label: label(value), value: set(value),
    ...isOld(value) ? { icon: 'warning', group: t('Older: only where the other side knows nothing else'), detail: t('Advised against: RFC 8247, RFC 9395.') }
      : { icon: 'lock', group: t('Today’s') },
  });
  return [...values.filter((value) => !isOld(value)), ...values.filter(isOld)].map(row);
}

const ike = (change: Partial<Algorithms['ike']>): Change => (state) => ({ ...state, ike: { ...state.ike, ...change } });
const esp = (change: Partial<Algorithms['esp']>): Change => (state) => ({ ...state, esp: { ...state.esp, ...change } });
const groupWord = (group: Algorithms['ike']['group']): string => t('group {0}', group);

export const algorithmSettings: readonly AlgorithmSetting[] = [
  {
    title: t('IKE version'), group: first, now: (state) => `IKEv${state.ike.version}`,
    items: rows([2, 1] as const, (version) => `IKEv${version}`, (version) => ike({ version }), (version) => version === 1),
  },
  {
    title: t('Encryption of the first phase'), group: first, now: (state) => cipherWord(state.ike.cipher),
    items: rows([...ikeCiphers].reverse(), cipherWord, (cipher) => ike({ cipher })),
  },
  {
    title: t('Integrity of the first phase'), group: first, now: (state) => integrityWord(state.ike.integrity),
    items: rows(integrities, integrityWord, (integrity) => ike({ integrity })),
  },
  {
    title: t('Diffie-Hellman group'), group: first, now: (state) => groupWord(state.ike.group),
    items: rows(groups, groupWord, (group) => ike({ group }), isOldGroup),
  },
  {
    title: t('Lifetime of the first phase'), group: first, now: (state) => t('{0} s', state.ike.lifetime), items: [],
    seconds: { least: 1800, set: (lifetime) => ike({ lifetime }), of: (state) => state.ike.lifetime },
  },
  {
    title: t('Encryption of the second phase'), group: second, now: (state) => cipherWord(state.esp.cipher),
    items: rows([...espCiphers].reverse(), cipherWord, (cipher) => (state) => ({ ...state, esp: withCipher(state.esp, cipher) })),
  },
  {
    title: t('Integrity of the second phase'), group: second, now: (state) => state.esp.integrity === undefined ? '' : integrityWord(state.esp.integrity),
    items: rows(integrities, integrityWord, (integrity) => esp({ integrity })), applies: (state) => !isGcm(state.esp.cipher),
  },
  {
    title: t('Perfect forward secrecy'), group: second, now: (state) => state.esp.group === undefined ? t('none') : groupWord(state.esp.group),
    items: [
      ...rows(groups, groupWord, (group) => esp({ group }), isOldGroup),
      {
        label: t('None'), icon: 'circle-slash', group: t('Without'), value: (state) => ({ ...state, esp: withoutGroup(state.esp) }),
        detail: t('Who learns one key can read what the next ones protect.'),
      },
    ],
  },
  {
    title: t('Lifetime of the second phase'), group: second, now: (state) => t('{0} s', state.esp.lifetime), items: [],
    seconds: { least: 300, set: (lifetime) => esp({ lifetime }), of: (state) => state.esp.lifetime },
  },
];

/** GCM has its own integrity; every other cipher needs one. */
function withCipher({ integrity = 'sha256', ...rest }: Algorithms['esp'], cipher: Algorithms['esp']['cipher']): Algorithms['esp'] {
  return isGcm(cipher) ? { ...rest, cipher } : { cipher, integrity, ...restOf(rest) };
}

function restOf({ group, lifetime }: Pick<Algorithms['esp'], 'group' | 'lifetime'>): Pick<Algorithms['esp'], 'group' | 'lifetime'> {
  return { ...group === undefined ? {} : { group }, lifetime };
}

function withoutGroup({ cipher, integrity, lifetime }: Algorithms['esp']): Algorithms['esp'] {
  return { cipher, ...integrity === undefined ? {} : { integrity }, lifetime };
}

/** What is wrong with a lifetime as it is typed, or undefined. */
export function secondsProblem(text: string, least: number): string | undefined {
  const typed = text.trim();
  return /^[1-9]\d{0,4}$/.test(typed) && Number(typed) >= least && Number(typed) <= mostSeconds ? undefined
    : t('Type a whole number of seconds from {0} to {1}.', least, mostSeconds);
}
