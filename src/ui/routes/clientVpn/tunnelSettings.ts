import { t } from '../../../model/l10n';
import type { PickItem } from '../../prompts/answers';
import type { TunnelAnswer } from './answers';

/** What hardly anybody changes. */
export const proposedTunnel: TunnelAnswer = { tunnel: 'split', protocol: 'udp', port: 443, idleTimeout: 600, toGateway: 'deliver', extraRoutes: [] };

export type Setting = 'tunnel' | 'port' | 'idle' | 'toGateway';

interface SettingWords {
  readonly title: string;
  /** What it is now. */
  readonly now: (state: TunnelAnswer) => string;
  readonly question: string;
  readonly items: readonly PickItem<Partial<TunnelAnswer> | 'type'>[];
  /** Of what can be typed. */
  readonly typed?: {
    readonly prompt: string;
    readonly placeholder: string;
    readonly problem: (text: string) => string | undefined;
    readonly value: (text: string) => Partial<TunnelAnswer>;
  };
  /** It is the VPN server's, and cannot be changed for a connection. */
  readonly isServers: boolean;
}

const mostIdle = 28_800;

export const tunnelSettings: Readonly<Record<Setting, SettingWords>> = {
  tunnel: {
    title: t('What goes through it'), isServers: true,
    now: ({ tunnel }) => tunnel === 'split' ? t('split: the private network alone') : t('full: everything'),
    question: t('What should go through the tunnel?'),
    items: [
      {
        label: t('Split: the private network alone'), icon: 'git-branch', value: { tunnel: 'split' },
        detail: t('Everything else goes its usual way: the web, your office, your printer.'),
      },
      {
        label: t('Full: everything'), icon: 'globe', value: { tunnel: 'full' },
        detail: t('The web too goes through the VPC, which needs a way out of it.'),
      },
    ],
  },
  port: {
    title: t('Protocol and port'), isServers: true,
    now: ({ protocol, port }) => `${protocol.toUpperCase()} ${port}`,
    question: t('Over which protocol and port?'),
    items: [
      { label: t('UDP 443'), icon: 'zap', value: { protocol: 'udp', port: 443 }, detail: t('The faster one.') },
      {
        label: t('TCP 443'), icon: 'shield', value: { protocol: 'tcp', port: 443 },
        detail: t('Like a web server: it passes where a hotel or an office lets no UDP out.'),
      },
      { label: t('Another one that I type'), icon: 'edit', value: 'type' },
    ],
    typed: {
      prompt: t('Protocol and port'), placeholder: t('udp 1194'),
      problem: (text) => portFrom(text) === undefined ? t('Type udp or tcp and a port from 1 to 65535, such as udp 1194.') : undefined,
      value: (text) => portFrom(text) ?? {},
    },
  },
  idle: {
    title: t('When nothing is sent'), isServers: true,
    now: ({ idleTimeout }) => idleInWords(idleTimeout),
    question: t('After how long without traffic should a client be disconnected?'),
    items: [
      {
        label: t('After 10 minutes'), icon: 'watch', value: { idleTimeout: 600 },
        detail: t('The cloud’s own default. With passcodes, each return asks for a new one.'),
      },
      {
        label: t('Never'), icon: 'circle-slash', value: { idleTimeout: 0 },
        detail: t('It stays up, and is paid for by the hour, as long as the machine is on.'),
      },
      { label: t('After a time that I type'), icon: 'edit', value: 'type' },
    ],
    typed: {
      prompt: t('Seconds without traffic, up to 28,800 (8 hours)'), placeholder: '3600',
      problem: (text) => /^[1-9]\d*$/.test(text) && Number(text) <= mostIdle ? undefined : t('Type a whole number of seconds from 1 to {0}.', mostIdle),
      value: (text) => ({ idleTimeout: Number(text) }),
    },
  },
  toGateway: {
    title: t('The clients’ address at the endpoint gateway'), isServers: false,
    now: ({ toGateway }) => toGateway === 'deliver' ? t('their own') : t('the VPN server’s'),
    question: t('With which address should clients come to the endpoint gateway?'),
    items: [
      {
        label: t('Their own, of the pool (deliver)'), icon: 'arrow-right', value: { toGateway: 'deliver' },
        detail: t('The pool alone is let in; routing tables must know the way back to it.'),
      },
      {
        label: t('The VPN server’s (translate)'), icon: 'arrow-swap', value: { toGateway: 'translate' },
        detail: t('Where no routing table may be changed. All of the server’s subnets are let in.'),
      },
    ],
  },
};

/** "after 10 minutes". */
export function idleInWords(seconds: number): string {
  return seconds === 0 ? t('never disconnected when idle') : seconds % 60 === 0 ? t('idle {0} minutes', seconds / 60) : t('idle {0} seconds', seconds);
}

function portFrom(text: string): Pick<TunnelAnswer, 'protocol' | 'port'> | undefined {
  const [, protocol = '', digits = ''] = /^(udp|tcp)[ /:]*([1-9]\d{0,4})$/i.exec(text) ?? [];
  const port = Number(digits);
  return port < 1 || port > 65_535 ? undefined : { protocol: protocol.toLowerCase() === 'tcp' ? 'tcp' : 'udp', port };
}
