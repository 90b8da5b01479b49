import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { peerFrom } from '../../setup/office/peer';
import { askInPlace, taken, takenFrom, type RowOutcome } from '../prompts/askInPlace';
import { mapped, type Answer, type PickItem, type Position, type Prompter } from '../prompts/answers';
import type { PeerAnswer } from './answers';
import { identityFrom, identityProblem, identityText, peerAddressProblem, peerNameProblem, resolvedProblem } from './peerProblem';

type Row = 'as-it-was' | 'address' | 'name' | 'own-address' | 'none' | 'nat' | 'identity';

/** What it is asked with. */
export interface PeerTools {
  readonly prompter: Prompter;
  /** Host of the page that tells this machine's address. */
  readonly lookupHost: string;
  /** Whether this machine's address is known to be that of other customers of its provider too. */
  readonly sharesAddress: boolean;
  /** Looked up on the user's word alone. */
  ownAddress(): Promise<string>;
  /** The IPv4 addresses of a name, as this machine resolves it; none where nobody knows it. */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** Of an office whose gateway has no address or name: it must say who it is all the same. */
export interface PeerDefaults {
  readonly name: string;
}

/** While nothing is chosen, what stands besides is kept. */
type State = Partial<PeerAnswer>;

/** Asks what the office's gateway is to the cloud. */
export async function askPeer(asking: PeerTools, position: Position, before: PeerAnswer | undefined, defaults: PeerDefaults): Promise<Answer<PeerAnswer>> {
  const { prompter } = asking;
  return mapped(await askInPlace<State, Row>(
    before ?? {},
    (state) => prompter.pick<Row>({
      position, placeholder: t('How does the VPN gateway reach the gateway of your office?'), items: peerItems(asking, state, before),
      isCurrent: (row) => row === (before === undefined ? 'address' : 'as-it-was'),
    }),
    (row, state) => open(asking, position, row, state, defaults),
  ), (state) => ({ ...state, isBehindNat: state.isBehindNat ?? false, identity: state.identity ?? ofItsOwn(defaults) }));
}

function ofItsOwn({ name }: PeerDefaults): PeerAnswer['identity'] {
  return { type: 'fqdn', value: name };
}

function peerItems({ lookupHost, sharesAddress }: PeerTools, state: State, before: PeerAnswer | undefined): readonly PickItem<Row>[] {
  const group = t('Its address');
  const besides = t('Besides');
  return [
    ...before === undefined ? [] : [{
      label: t('As it was'), icon: 'check', group, value: 'as-it-was' as const, description: peerInWords(before).slice(0, 60),
    }],
    { label: t('An address that I type'), icon: 'edit', group, value: 'address', detail: t('Its public IPv4 address, which stays the same.') },
    { label: t('A name that I type'), icon: 'symbol-string', group, value: 'name', detail: t('Such as that of a dynamic DNS. It is looked up here first.') },
    {
      label: t('The public address of this machine'), icon: 'device-desktop', group, value: 'own-address',
      detail: sharesAddress ? t('Your provider shares it among customers: take “none of its own” instead.')
        : t('Where this machine is in the office. Looked up at {0}, once, now.', lookupHost),
    },
    {
      label: t('None of its own'), icon: 'arrow-swap', group, value: 'none',
      detail: t('The office alone dials and re-keys (peer_only): its side must be kept dialling.'),
    },
    {
      label: t('Another device translates its address (NAT)'), description: state.isBehindNat === true ? t('yes') : t('no'), icon: 'edit', group: besides,
      value: 'nat', detail: t('Choose it to change it: the gateway has a private address itself then.'),
    },
    {
      label: t('It says that it is'), icon: 'edit', group: besides, value: 'identity',
      description: state.identity === undefined ? t('its address or name') : visible(identityText(state.identity), 50),
      detail: t('Its IKE identity: both sides must have the same, value and type.'),
    },
  ];
}

/** "203.0.113.7 · behind NAT". */
export function peerInWords({ peer, isBehindNat }: PeerAnswer): string {
  const where = peer === undefined ? t('none of its own') : peer.kind === 'address' ? peer.address : peer.name;
  return isBehindNat ? t('{0}, behind NAT', where) : where;
}

async function open(asking: PeerTools, position: Position, row: Row, state: State, defaults: PeerDefaults): Promise<RowOutcome<State>> {
  switch (row) {
    case 'as-it-was': return taken(state);
    case 'nat': return { kind: 'value', value: { ...state, isBehindNat: state.isBehindNat !== true } };
    case 'identity': return mapped(await typeIdentity(asking, position, state, defaults), (identity) => ({ ...state, identity }));
    case 'none': return taken({ ...state, peer: undefined, isBehindNat: true, identity: pinned(state) ?? ofItsOwn(defaults) });
    case 'own-address': return taken(atAddress(state, await asking.ownAddress()));
    case 'address': return takenFrom(mapped(await typeAddress(asking, position, state), (text) => atAddress(state, text.trim())));
    case 'name': return takenFrom(mapped(await typeName(asking, position, state), (text) => atName(state, nameFrom(text))));
  }
}

function atAddress(state: State, address: string): State {
  return { ...state, peer: { kind: 'address', address }, identity: pinned(state) ?? { type: 'ipv4_address', value: address } };
}

function atName(state: State, name: string): State {
  return { ...state, peer: { kind: 'name', name }, identity: pinned(state) ?? { type: 'fqdn', value: name } };
}

/** Without the dot of the root, in small letters. */
function nameFrom(text: string): string {
  const peer = peerFrom(text);
  return peer.kind === 'name' ? peer.name : peer.address;
}

/** An identity that was chosen by itself stays whatever the address becomes. */
function pinned({ peer, identity }: State): PeerAnswer['identity'] | undefined {
  const follows = peer?.kind === 'address' ? peer.address : peer?.name;
  return identity?.value === follows ? undefined : identity;
}

function typeAddress({ prompter }: PeerTools, position: Position, { peer }: State): Promise<Answer<string>> {
  return prompter.text({
    position: { ...position, back: true }, prompt: t('The public IPv4 address of the office’s gateway'), placeholder: '203.0.113.7',
    value: peer?.kind === 'address' ? peer.address : undefined, check: peerAddressProblem,
  });
}

/** What does not resolve is refused: the cloud would dial nobody. */
function typeName(tools: PeerTools, position: Position, { peer }: State): Promise<Answer<string>> {
  return tools.prompter.text({
    position: { ...position, back: true }, prompt: t('The name of the office’s gateway'), placeholder: 'vpn.example.com',
    value: peer?.kind === 'name' ? peer.name : undefined, check: peerNameProblem,
    accept: async (text, signal) => resolvedProblem(nameFrom(text), await tools.resolve(nameFrom(text), signal)),
  });
}

async function typeIdentity({ prompter }: PeerTools, position: Position, { identity }: State, defaults: PeerDefaults): Promise<Answer<PeerAnswer['identity']>> {
  return mapped(await prompter.text({
    position: { ...position, back: true }, prompt: t('Its IKE identity: an address, a name, hostname: and a word, or key_id: and base64'),
    placeholder: defaults.name, value: identity === undefined ? undefined : identityText(identity), check: identityProblem,
  }), (text) => identityFrom(text) ?? ofItsOwn(defaults));
}
