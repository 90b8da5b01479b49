import { t } from '../../model/l10n';

/** What a sign-in has to do with a way that leads through others. */
export interface OnTheWay {
  /** Of a bastion: the server that is behind it. */
  readonly leadsTo?: string | undefined;
  /** Of a server: what leads to it last, a bastion's address or a program. */
  readonly behind?: { readonly bastion: string } | 'command' | undefined;
}

interface Place extends OnTheWay {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
}

/** What a person reads where a bastion is at fault, or the way from it to the server: a code of its own too, since other things help there. */
interface Words {
  readonly code: string;
  readonly why: string;
  readonly next: string;
}

/** Nothing where neither is. `said` is the reason in words of the server, of the system, or of what it wants. */
export function inTheWay(code: string, place: Place, said: string): Partial<Words> {
  const { leadsTo, behind } = place;
  if (leadsTo !== undefined) {
    return atBastion(code, place, leadsTo, said) ?? {};
  }
  return behind === undefined || code !== 'ssh.unreachable' ? {} : notReached(place, behind, said);
}

function atBastion(code: string, { host, username }: Place, server: string, said: string): Words | undefined {
  switch (code) {
    case 'ssh.unreachable': return {
      code: 'ssh.bastion-unreachable', why: t('The bastion {0} on the way to {1} did not answer: {2}', host, server, said),
      next: t('Check that the bastion runs, and that what stands before it lets SSH through: its firewall, a VPN, another bastion.'),
    };
    case 'ssh.refused-key': return {
      code: 'ssh.bastion-refused-key', why: t('The bastion {0} on the way to {1} takes none of the keys for {2}.', host, server, username),
      next: t('Let the key in on the bastion, or say who signs in there and with which key: user@host, or an entry in your SSH configuration.'),
    };
    case 'ssh.more-wanted': return {
      code: 'ssh.bastion-more-wanted', why: t('The bastion {0} on the way to {1} takes the key and also wants: {2}', host, server, said),
      next: t('Check again, or go on with the run, and answer when you are asked; or let this user in on the bastion by the key alone.'),
    };
    case 'ssh.second-factor-refused': return {
      code: 'ssh.bastion-second-factor-refused',
      why: t('The bastion {0} on the way to {1} took the key, but not what was answered to its question.', host, server),
      next: t('Check again, or go on with the run, with a fresh code for the bastion.'),
    };
    case 'ssh.handshake': return {
      code: 'ssh.bastion-handshake', why: t('What answers as the bastion {0} on the way to {1} is not understood: {2}', host, server, said),
      next: t('Check that the bastion\'s address and port are those of an SSH service of today.'),
    };
    case 'ssh.closed': return {
      code: 'ssh.bastion-closed', why: t('The bastion {0} on the way to {1} ended the connection: {2}', host, server, said),
      next: t('Check again: a bastion that is starting, or that has too many guests, closes connections.'),
    };
    default: return undefined;
  }
}

function notReached({ name, host, port }: Place, behind: NonNullable<OnTheWay['behind']>, said: string): Words {
  const code = 'ssh.unreachable-behind';
  return behind === 'command' ? {
    code, why: t('The ProxyCommand of your SSH configuration does not lead to {0} ({1}:{2}): {3}', name, host, port, said),
    next: t('Try it with ssh itself; check that what it leads through is there, and that the server runs and admits that on its SSH port.'),
  } : {
    code, why: t('{0} ({1}:{2}) did not answer to the bastion {3}, which leads there: {4}', name, host, port, behind.bastion, said),
    next: t('Check that the server runs, and that its security group admits the bastion on its SSH port.'),
  };
}
