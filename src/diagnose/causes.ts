import type { Remedy } from '../model/check';

/** What a code means for a person: one sentence, and one thing to do. */
export interface Explanation {
  readonly cause: string;
  readonly remedy: Remedy;
}

const again: Remedy = { title: 'Check Again', command: 'privateConnect.checkAgain' };
const connect: Remedy = { title: 'Connect Privately…', command: 'privateConnect.connectPrivately' };
const rolling = 'Brokers restart one after another during an update; otherwise something on the way ends the connection.';

// Sources: IBM-CLOUD A.11, B.4, B.7.
/** Exported for the tests, which hold every sentence to the rules for texts. */
export const explanations: Readonly<Record<string, Explanation>> = {
  'dns.nxdomain': {
    cause: 'The private names are known only inside a VPC that has an endpoint gateway for this instance, some minutes after the gateway was made.',
    remedy: connect,
  },
  'dns.timeout': {
    cause: 'The name server did not answer: it cannot be reached from here, or it is overloaded.',
    remedy: again,
  },
  'dns.refused': {
    cause: 'The name server could not or would not answer.',
    remedy: again,
  },
  'dns.wrong-address': {
    cause: 'The names lead to other addresses than the endpoint gateway\'s: an old name server (161.26.0.10) from before the gateway was made, or another gateway.',
    remedy: { title: 'Renew the server\'s DHCP lease or reboot it, so that it asks 161.26.0.7, then check again' },
  },
  'tcp.timeout': {
    cause: 'Packets are dropped on the way: most often the endpoint gateway\'s security group does not admit the source on port 9093.',
    remedy: connect,
  },
  'tcp.refused': { cause: 'The address was reached, but nothing listens on the port there.', remedy: again },
  'tcp.reset': { cause: rolling, remedy: again },
  'tcp.unreachable': {
    cause: 'There is no route to the address from here.',
    remedy: { title: 'Check the routes and the VPN of the machine that probed' },
  },
  'tls.untrusted': {
    cause: 'The certificate is not signed by an authority that is known here: something on the way intercepts TLS, or the chain misses an intermediate certificate.',
    remedy: { title: 'Ask whoever runs the network between here and the brokers what intercepts TLS; add their authority to the system\'s if it must be so' },
  },
  'tls.wrong-name': {
    cause: 'The certificate is for another name: the name leads to another service.',
    remedy: { title: 'Check where the name leads: an entry in a hosts file or an endpoint gateway for another instance' },
  },
  'tls.expired': {
    cause: 'The certificate is not valid today: this machine\'s clock is wrong, or the service has not renewed it.',
    remedy: { title: 'Check the clock of this machine; if it is right, open a support case' },
  },
  'tls.not-tls': {
    cause: 'What answers there does not speak TLS: it is not the broker, or the port is wrong.',
    remedy: { title: 'Check what listens on that address and port' },
  },
  'tls.closed': { cause: rolling, remedy: again },
  'tls.refused': { cause: 'The peer ended the TLS handshake: no common version or cipher, or something on the way interferes.', remedy: again },
  'tls.timeout': {
    cause: 'The connection is open, but the TLS handshake is lost: a silent peer, or large packets that do not fit the path (MTU).',
    remedy: { title: 'Lower the MTU on the VPN or the server\'s interface to 1400, then check again' },
  },
  'sasl.rejected': {
    cause: 'The API key is not one of this instance, was deleted, or is minutes young and not known to the brokers yet.',
    remedy: { title: 'Make a new service credential for this instance, then check again' },
  },
  'sasl.mechanism': {
    cause: 'The instance takes IAM tokens alone (iam_token_only): a key as a password is refused.',
    remedy: { title: 'Use a client with OAUTHBEARER, or turn iam_token_only off on the instance' },
  },
  'kafka.timeout': { cause: 'The broker accepted the connection, but does not answer requests.', remedy: again },
  'kafka.closed': { cause: rolling, remedy: again },
  'kafka.garbage': { cause: 'What answers there is not a Kafka broker.', remedy: { title: 'Check what listens on that address and port' } },
  'kafka.no-brokers': { cause: 'The cluster names no broker: it is starting, or it is not well.', remedy: again },
  'kafka.no-authority': {
    cause: 'The key may sign in, but may neither create, read nor write any topic that it can see.',
    remedy: { title: 'Make a service credential with the role Writer or Manager' },
  },
  'ssh.unreachable': {
    cause: 'The server did not answer on its SSH port: it is stopped, its address has changed, or its security group does not admit this machine\'s address.',
    remedy: connect,
  },
  'ssh.refused-key': {
    cause: 'The server does not take this key for this login user.',
    remedy: { title: 'Check the login user of the server\'s image and the key it was made with' },
  },
  'ssh.host-key-changed': {
    cause: 'The server shows another host key than the first time: it was made anew at the same address, or someone is in between.',
    remedy: { title: 'If the server was made anew, remove its line from the known hosts file, then check again' },
  },
  'ssh.forwarding-refused': {
    cause: 'The server\'s SSH service does not allow forwarding.',
    remedy: { title: 'Set AllowTcpForwarding yes in the server\'s sshd_config' },
  },
  'ssh.closed': { cause: 'The SSH connection to the server ended.', remedy: again },
  'ssh.key-unreadable': { cause: 'The private key\'s file cannot be read or used.', remedy: { title: 'Check the file and its passphrase' } },
};

/** The explanation of a code; without one, the failure's own next step is the remedy. */
export function explain(code: string, why: string, next: string): Explanation {
  return explanations[code] ?? { cause: why, remedy: { title: next } };
}
