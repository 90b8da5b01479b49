import { networkInterfaces } from 'node:os';
import { tunnelOf } from '../../machine/tunnel';
import { Failure } from '../../model/failure';
import type { Instance } from '../../model/instance';
import type { EndpointGateway } from '../../model/landscape';
import { t } from '../../model/l10n';
import type { VpnServer } from '../../model/vpnServer';
import { visible } from '../../model/text';
import { hostsBlock } from '../../openvpn/hostsBlock';
import { namesToTunnel, type NameRouting } from '../../openvpn/namesToTunnel';
import { domainsOf } from '../../setup/vpnProfile';
import { inTime } from '../inTime';
import type { PickItem, Prompter } from '../prompts/answers';
import type { Invocation } from './handler';
import { dialledConnection, type DialledConnection } from './vpnConnections';

/** What helps where the names of an instance do not resolve through the tunnel. */
type Help = 'hosts' | NameRouting;

interface Read {
  readonly instance: Instance;
  readonly server: VpnServer;
  readonly gateway: EndpointGateway | undefined;
}

/** Copies what a person pastes, and says what it costs them. Nothing is changed on this machine. */
export async function copyVpnHosts(invocation: Invocation): Promise<void> {
  const { services: { prompter, editor } } = invocation;
  const chosen = await dialledConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  const read = await editor.progress(() => inTime(t('Could not read the names and addresses'), 60_000, (signal) => readAll(chosen, signal)));
  const help = read.server.dnsServers.length === 0 ? 'hosts' : await askHelp(prompter);
  if (help !== undefined) {
    await editor.copy(help === 'hosts' ? block(read) : namesToTunnel({
      domains: domainsOf(read.instance), servers: read.server.dnsServers, link: tunnelOf(read.server.clientPool, networkInterfaces())?.link ?? 'tun0',
    }, help));
  }
}

async function readAll({ session: { cloud, setup }, connection, way: { vpn, path } }: DialledConnection, signal: AbortSignal): Promise<Read> {
  const vpc = cloud.vpc(vpn.region);
  const step = path.find(({ kind }) => kind === 'endpoint-gateway')?.step;
  const recorded = setup.views().find(({ connectionId }) => connectionId === connection.id)?.steps.find(({ id }) => id === step)?.resource;
  const [instance, server, gateway] = await Promise.all([
    cloud.resources.getInstance(connection.instance.crn, signal), vpc.getVpnServer(vpn.server?.id ?? '', signal),
    recorded === undefined ? undefined : vpc.getEndpointGateway(recorded.id, signal),
  ]);
  return { instance, server, gateway };
}

function block({ instance, server, gateway }: Read): string {
  const addresses = (gateway?.addresses ?? []).map(({ address }) => address).filter((address) => address !== '0.0.0.0');
  const names = [...new Set(instance.members.map(({ host }) => host))];
  if (addresses.length === 0 || names.length === 0) {
    throw new Failure({
      code: 'ui.no-addresses', what: t('Could not make the hosts block'),
      why: t('The endpoint gateway of "{0}" has no address, or the instance has no name yet.', visible(instance.name, 80)),
      next: t('Plan again, run, then try again.'),
    });
  }
  return hostsBlock({ instance: instance.name, names, addresses, vpn: server.name });
}

async function askHelp(prompter: Prompter): Promise<Help | undefined> {
  const answer = await prompter.pick<Help>({ placeholder: t('The instance\'s names do not resolve: what is to be copied?'), items: helps() });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** This system's own first: name servers follow the cloud, and a hosts file does not. */
function helps(platform: NodeJS.Platform = process.platform): readonly PickItem<Help>[] {
  const routed = t('The instance\'s names alone are asked through the tunnel; all others as before.');
  const own: Readonly<Record<NameRouting, PickItem<Help>>> = {
    'systemd-resolved': { label: t('Commands for systemd-resolved'), detail: routed, icon: 'terminal-linux', value: 'systemd-resolved' },
    'macos': { label: t('Commands for macOS'), detail: routed, icon: 'terminal', value: 'macos' },
    'windows': { label: t('Commands for Windows (NRPT)'), detail: routed, icon: 'terminal-powershell', value: 'windows' },
  };
  return [own[platform === 'darwin' ? 'macos' : platform === 'win32' ? 'windows' : 'systemd-resolved'], {
    label: t('Lines for the hosts file'), icon: 'list-flat', value: 'hosts',
    detail: t('Where that does not do. Wrong once the endpoint gateway gets other addresses.'),
  }];
}
