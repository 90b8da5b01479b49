import * as v from 'valibot';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { vsiChoices, type VsiChoices } from '../../../setup/routes/vsi/choices';
import { vsiLogin } from '../../../setup/routes/vsi/login';
import type { Answers, ServerAnswer } from './answers';

/** The answers that made these choices, to be looked at and changed; what is not there any more is asked anew. */
export function answersFrom(saved: unknown, offer: Offer): Answers {
  const read = v.safeParse(vsiChoices, saved);
  if (!read.success) {
    return {};
  }
  const { vpc, key, server } = read.output;
  const isThere = vpc.kind === 'new' || offer.vpcs.some(({ id }) => id === vpc.id);
  return {
    ...(isThere ? { vpc, server: serverOf(read.output, offer) } : {}),
    ...(key.kind === 'new' ? {} : { key }),
    ...accessOf(read.output),
    // A new server's is its image's.
    ...(server.kind === 'existing' ? { login: vsiLogin.of(read.output) } : {}),
  };
}

function serverOf({ server }: VsiChoices, { servers }: Offer): ServerAnswer | undefined {
  if (server.kind === 'new') {
    return { kind: 'new', server };
  }
  const there = servers.find(({ id }) => id === server.id);
  return there === undefined ? undefined : { kind: 'existing', server: there };
}

/** The typed confirmation of what is open to the internet is asked for again. */
function accessOf({ address, sshFrom, ownAddress, openToInternetConfirmed }: VsiChoices): Pick<Answers, 'ssh' | 'typed'> {
  if (address.kind === 'address') {
    const { through } = address;
    return through?.kind === 'bastion' ? { ssh: 'bastion', typed: through.jump } : { ssh: 'address', typed: through?.name ?? address.address };
  }
  if (openToInternetConfirmed === true) {
    return { ssh: 'anyone' };
  }
  return ownAddress !== undefined && sshFrom === `${ownAddress}/32` ? { ssh: 'own-address' } : { ssh: 'typed-range', typed: sshFrom };
}
