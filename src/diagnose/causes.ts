import type { Remedy } from '../model/check';
import type { Instance } from '../model/instance';
import { t } from '../model/l10n';
import type { ServiceWords } from '../model/service';

/** What a code means for a person: one sentence, and one thing to do. */
export interface Explanation {
  readonly cause: string;
  readonly remedy: Remedy;
}

/** Explains a code; where it has no explanation of its own, by the failure's reason and its next step. */
export type Explain = (code: string, why?: string, next?: string) => Explanation;

/** The code of what every one of several members said: it has an explanation of its own where that means something else. */
export function saidByAll(code: string): string {
  return `${code}.by-all`;
}

export const again: Remedy = { title: t('Check Again'), command: 'privateConnect.checkAgain' };
/** Shows what of a connection is missing now; running that makes it whole again. */
const planAgain: Remedy = { title: t('Plan Again'), command: 'privateConnect.planAgain' };
/** Nothing is made before its plan was looked at: *Run* stands in its document. */
const showPlan: Remedy = { title: t('Show Plan'), command: 'privateConnect.showPlan' };
/** Where nothing but this machine's address has changed, which is what happens most: the rule of ours is exchanged. */
const letIn: Remedy = { title: t('Let This Machine In'), command: 'privateConnect.letThisMachineIn' };
/** A guess that was wrong is corrected without undoing anything. */
const changeLogin: Remedy = { title: t('Change SSH Login…'), command: 'privateConnect.changeSshLogin' };
export const connect: Remedy = { title: t('Connect Privately…'), command: 'privateConnect.connectPrivately' };

/** Where nothing is missing but the right to sign in: a key is all that is made. */
export const makeCredential: Remedy = { title: t('Create Service Credential…'), command: 'privateConnect.createServiceCredential' };

/** What of an instance decides which causes can be and which remedies help. */
export interface Standing {
  /** It is reached over the internet, by names that everyone knows. */
  readonly isPublic: boolean;
  /** What helps instead, where a connection is there already or none can be made. */
  readonly instead?: (remedy: Remedy) => Remedy;
}

export function standingOf({ instance: { access, connectable }, connectionId }: StandingSource): Standing {
  return {
    // It may still name private endpoints, to which nothing leads.
    isPublic: access === 'public',
    instead: (remedy) => {
      if (connectionId !== undefined) {
        return remedy === connect || remedy === makeCredential ? planAgain : remedy;
      }
      return remedy === connect && !connectable.possible ? { title: connectable.next.replace(/\.$/, '') } : remedy;
    },
  };
}

interface StandingSource {
  readonly instance: Pick<Instance, 'access' | 'connectable'>;
  readonly connectionId?: string | undefined;
}

/** Explains for an instance as it stands: what is public is told nothing of a VPC, and only what takes a connection and has none is offered one. */
export function explainer(words: ServiceWords, own: Readonly<Record<string, Explanation>>, { isPublic, instead }: Standing): Explain {
  const known: Readonly<Record<string, Explanation>> = { ...explanations(words), ...own, ...isPublic ? ofPublic(words) : {} };
  return (code, why = code, next = again.title) => {
    const found = known[code] ?? known[ofOne(code)] ?? { cause: why, remedy: { title: next } };
    const remedy = instead?.(found.remedy) ?? found.remedy;
    return remedy === found.remedy ? found : { ...found, remedy };
  };
}

function ofOne(code: string): string {
  return code.endsWith(saidByAll('')) ? code.slice(0, -saidByAll('').length) : code;
}

/** Why a connection ends that was fine: said of every protocol above TCP. */
export function rolling({ members }: ServiceWords): string {
  return t('{0} restart one after another during an update; otherwise something on the way ends the connection.', capital(members));
}

/** The codes of every service: names, TCP, TLS, and SSH on the way. */
export function explanations(words: ServiceWords): Readonly<Record<string, Explanation>> {
  return { ...ofNames(words), ...ofTcp(words), ...ofTls(words), ...ofSsh, ...ofMembers(words) };
}

function ofMembers({ members }: ServiceWords): Readonly<Record<string, Explanation>> {
  return {
    'member.elsewhere': {
      cause: t('Clients are sent on from the first {0} to others that are public or elsewhere: they leave the private way there.', members),
      remedy: { title: t('Use the {0} of the private endpoint: a service credential made for it names them', members) },
    },
  };
}

/** The codes that mean something else where no private network is in play. */
function ofPublic({ members, port }: ServiceWords): Readonly<Record<string, Explanation>> {
  return {
    'dns.nxdomain': {
      cause: t('The name server of the machine that asked does not know these public names: '
        + 'it filters, has no way to the internet, or the instance is gone.'),
      remedy: { title: t('Look at the name server of that machine and refresh the instance, then check again') },
    },
    'tcp.timeout': {
      cause: t('Nothing comes back from the {0}: most often a firewall where the machine stands lets nothing out on {1}.', members, port),
      remedy: { title: t('Ask whoever runs that network to let connections out on {0}', port) },
    },
  };
}

function ofNames({ members }: ServiceWords): Readonly<Record<string, Explanation>> {
  return {
    'dns.nxdomain': {
      cause: t('The private names are known only inside a VPC that has an endpoint gateway for this instance, some minutes after the gateway was made.'),
      remedy: connect,
    },
    'dns.timeout': {
      cause: t('The name server did not answer: it cannot be reached from here, or it is overloaded.'),
      remedy: again,
    },
    'dns.refused': {
      cause: t('The name server could not or would not answer.'),
      remedy: again,
    },
    'dns.wrong-address': {
      cause: t('The names lead to other addresses than the endpoint gateway\'s: '
        + 'an old name server (161.26.0.10) from before the gateway was made, or another gateway.'),
      remedy: { title: t('Renew the server\'s DHCP lease or reboot it, so that it asks 161.26.0.7, then check again') },
    },
    'dns.other-resolver': {
      cause: t('The server asks other name servers than the VPC\'s: those do not know the private names, the VPC\'s do.'),
      remedy: { title: t('Let those name servers forward the private domain to 161.26.0.7, or renew the server\'s DHCP lease, then check again') },
    },
    'dns.no-names': {
      cause: t('The API\'s answer holds no {0}: the instance is still being made, or its plan has none.', members),
      remedy: { title: t('Refresh when the instance is active, then check again') },
    },
  };
}

function ofTcp(words: ServiceWords): Readonly<Record<string, Explanation>> {
  return {
    'tcp.timeout': {
      cause: t('Packets are dropped on the way: most often the endpoint gateway\'s security group does not admit the source on {0}.', words.port),
      remedy: connect,
    },
    'tcp.refused': { cause: t('The address was reached, but nothing listens on the port there.'), remedy: again },
    'tcp.reset': { cause: rolling(words), remedy: again },
    [saidByAll('tcp.reset')]: {
      cause: t('Every connection is reset, which no restart does to all at once: '
        + 'a firewall on the way refuses the port, or what has the addresses is another service.'),
      remedy: { title: t('Ask whoever runs the network between here and the {0} what resets connections to {1}', words.members, words.port) },
    },
    'tcp.unreachable': {
      cause: t('There is no route to the address from here.'),
      remedy: { title: t('Check the routes and the VPN of the machine that probed') },
    },
  };
}

function ofTls(words: ServiceWords): Readonly<Record<string, Explanation>> {
  const { member, members } = words;
  return {
    'tls.untrusted': {
      cause: t('The certificate is not signed by an authority that is known here: '
        + 'something on the way intercepts TLS, or the chain misses an intermediate certificate.'),
      remedy: {
        title: t('Ask whoever runs the network between here and the {0} what intercepts TLS; add their authority to the system\'s if it must be so', members),
      },
    },
    'tls.wrong-name': {
      cause: t('The certificate is for another name: the name leads to another service.'),
      remedy: { title: t('Check where the name leads: an entry in a hosts file or an endpoint gateway for another instance') },
    },
    'tls.expired': {
      cause: t('The certificate is not valid today: this machine\'s clock is wrong, or the service has not renewed it.'),
      remedy: { title: t('Check the clock of this machine; if it is right, open a support case') },
    },
    'tls.not-tls': {
      cause: t('What answers there does not speak TLS: it is not the {0}, or the port is wrong.', member),
      remedy: { title: t('Check what listens on that address and port') },
    },
    'tls.closed': { cause: rolling(words), remedy: again },
    [saidByAll('tls.closed')]: {
      cause: t('Every {0} ends the connection before TLS is up, which no restart does to all at once: '
        + 'a firewall or proxy on the way lets no TLS through, or what answers there is another service.', member),
      remedy: { title: t('Ask whoever runs the network between here and the {0} what ends TLS connections', members) },
    },
    'tls.refused': { cause: t('The peer ended the TLS handshake: no common version or cipher, or something on the way interferes.'), remedy: again },
    'tls.timeout': {
      cause: t('The connection is open, but the TLS handshake is lost: a silent peer, or large packets that do not fit the path (MTU).'),
      remedy: { title: t('Lower the MTU on the VPN or the server\'s interface to 1400, then check again') },
    },
  };
}

const ofSsh: Readonly<Record<string, Explanation>> = {
  'ssh.unreachable': {
    cause: t('The server did not answer on its SSH port: it is stopped, its address has changed, '
      + 'or its security group does not admit the address from which this machine\'s SSH comes, '
      + 'which behind a carrier\'s NAT or several ways out may be another than its web pages see.'),
    remedy: letIn,
  },
  'ssh.no-address': { cause: t('The connection is not finished, or was undone: nothing leads through its server.'), remedy: planAgain },
  'ssh.not-run': { cause: t('Nothing of this connection was made yet: its plan was not run.'), remedy: showPlan },
  'ssh.refused-key': {
    cause: t('The server does not take this key for this login user: either is another one, as the image or whoever made the server has it.'),
    remedy: changeLogin,
  },
  'ssh.more-wanted': {
    cause: t('The server takes the key and wants more beside it: '
      + 'an answer to its question, which is asked for when you check or run; or a way that this extension has not.'),
    remedy: { title: t('Check again and answer, or let this user in by the key alone') },
  },
  'ssh.second-factor-refused': {
    cause: t('The server takes the key, and what was answered to its question was wrong or too old.'), remedy: again,
  },
  'ssh.host-key-changed': {
    cause: t('The server shows another host key than the first time: it was made anew at the same address, or someone is in between.'),
    remedy: { title: t('If the server was made anew, remove its line from the known hosts file, then check again') },
  },
  'ssh.forwarding-refused': {
    cause: t('The server\'s SSH service does not allow forwarding for this login.'),
    remedy: { title: t('Set AllowTcpForwarding yes in the server\'s sshd_config, or take "restrict" off the key') },
  },
  'ssh.no-commands': {
    cause: t('The login user may sign in, but run nothing: what the server is told of names cannot be asked, and the VPC\'s resolvers gave no answer.'),
    remedy: changeLogin,
  },
  'ssh.closed': { cause: t('The SSH connection to the server ended.'), remedy: again },
};

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
