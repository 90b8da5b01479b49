import { t } from '../../model/l10n';
import { parseAddress } from '../../model/range';
import { resolver, secondResolver } from '../../setup/cloudServices';
import { mapped, type Question } from '../prompts/answers';
import type { PartAnswers } from './partAnswers';
import type { PartTools } from './questions';
import type { VpnTunnel } from './vpnAnswers';
import { withVpn } from './vpnQuestions';

type Ask = Question<PartAnswers>;

const proposed: VpnTunnel = { tunnel: 'split', protocol: 'udp', port: 443, idleTimeout: 600, dnsServers: [resolver, secondResolver] };
/** Seconds. Source: https://cloud.ibm.com/apidocs/vpc/latest#create-vpn-server */
const longestIdle = 28_800;

/** All small settings at once; each is asked for where they are not taken. */
export function askTunnel({ prompter }: PartTools): Ask {
  return async (answers, position) => withVpn(answers, await prompter.pick<boolean>({
    position, placeholder: t('How should the tunnel be?'),
    items: [
      {
        label: t('As proposed'), icon: 'check', value: true, description: t('split tunnel, UDP 443, 10 minutes idle'),
        detail: t('Only what its routes name goes through it. Names are asked of 161.26.0.7 and .8, IBM Cloud’s resolvers.'),
      },
      { label: t('Change…'), icon: 'settings', value: false, detail: t('Asks for each of them.') },
    ],
    isCurrent: (isAsProposed) => isAsProposed === (answers.vpn?.isAsProposed ?? true),
  }), (isAsProposed) => ({ isAsProposed, tunnel: isAsProposed ? proposed : answers.vpn?.tunnel ?? proposed }));
}

export function tunnelQuestions(tools: PartTools): readonly Ask[] {
  return [askSplit(tools), askProtocol(tools), askPort(tools), askIdle(tools), askResolvers(tools)];
}

function askSplit({ prompter }: PartTools): Ask {
  return async (answers, position) => withTunnel(answers, mapped(await prompter.pick<VpnTunnel['tunnel']>({
    position, placeholder: t('What goes through the tunnel?'),
    items: [
      { label: t('Split tunnel'), icon: 'git-branch', value: 'split', detail: t('Only what its routes name. Everything else goes as before.') },
      { label: t('Full tunnel'), icon: 'lock', value: 'full', detail: t('Everything. What no route names is dropped: a route to 0.0.0.0/0 lets clients out.') },
    ],
    isCurrent: (tunnel) => tunnel === tunnelOf(answers).tunnel,
  }), (tunnel) => ({ tunnel })));
}

function askProtocol({ prompter }: PartTools): Ask {
  return async (answers, position) => withTunnel(answers, mapped(await prompter.pick<VpnTunnel['protocol']>({
    position, placeholder: t('Over which protocol?'),
    items: [
      { label: t('UDP'), icon: 'zap', value: 'udp', detail: t('Faster. Some networks let none of it out.') },
      { label: t('TCP'), icon: 'plug', value: 'tcp', detail: t('Gets out wherever web pages do, on port 443. Slower where packets are lost.') },
    ],
    isCurrent: (protocol) => protocol === tunnelOf(answers).protocol,
  }), (protocol) => ({ protocol })));
}

function askPort({ prompter }: PartTools): Ask {
  return async (answers, position) => withTunnel(answers, mapped(await prompter.text({
    position, prompt: t('On which port is it dialled'), placeholder: '443', value: String(tunnelOf(answers).port),
    check: (text) => isWithin(text, 1, 65_535) ? undefined : t('Type a port from 1 to 65535.'),
  }), (text) => ({ port: Number(text.trim()) })));
}

function askIdle({ prompter }: PartTools): Ask {
  return async (answers, position) => withTunnel(answers, mapped(await prompter.text({
    position, prompt: t('Seconds after which a client that sends nothing is disconnected; 0 is never. Who signs in with a passcode needs a new one then'),
    placeholder: '600', value: String(tunnelOf(answers).idleTimeout),
    check: (text) => isWithin(text, 0, longestIdle) ? undefined : t('Type seconds from 0 to {0}.', longestIdle),
  }), (text) => ({ idleTimeout: Number(text.trim()) })));
}

function askResolvers({ prompter }: PartTools): Ask {
  return async (answers, position) => withTunnel(answers, mapped(await prompter.text({
    position, prompt: t('Name servers that clients are given, at most two; none where it stays empty'), placeholder: '161.26.0.7, 161.26.0.8',
    value: tunnelOf(answers).dnsServers.join(', '),
    check: (text) => {
      const all = addressesIn(text);
      return all.length <= 2 && all.every((each) => parseAddress(each) !== undefined) ? undefined
        : t('Type at most two IPv4 addresses, such as 161.26.0.7, 161.26.0.8.');
    },
  }), (text) => ({ dnsServers: addressesIn(text) })));
}

function addressesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((each) => each !== '');
}

function isWithin(text: string, least: number, most: number): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text.trim()) >= least && Number(text.trim()) <= most;
}

function tunnelOf({ vpn }: PartAnswers): VpnTunnel {
  return vpn?.tunnel ?? proposed;
}

function withTunnel(answers: PartAnswers, answer: Parameters<typeof withVpn<Partial<VpnTunnel>>>[1]): ReturnType<typeof withVpn> {
  return withVpn(answers, answer, (changed) => ({ tunnel: { ...tunnelOf(answers), ...changed } }));
}
