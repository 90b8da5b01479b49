import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { RegionLandscape, VirtualServer } from '../../model/landscape';
import { sshPort } from '../../model/serverLogin';
import type { ClientTool } from '../../model/service';
import { visible } from '../../model/text';
import { slug } from '../../setup/names';
import { floatingIpOf } from '../../setup/offer/floatingIps';
import type { ServerKey } from '../../setup/server/access';
import { isThere } from '../../ssh/keyFile';
import type { UserSettings } from '../../ssh/userSettings';
import { certificatesIn, mostCertificateBytes, type CertificateText } from '../../tls/certificateText';
import { inTime } from '../inTime';
import { agentKeys } from '../keys/agentKeys';
import { keyIdOf, keyItems } from '../keys/keyItems';
import { privateKeys } from '../keys/privateKeys';
import { askLogin, hostProblem } from '../prompts/loginQuestion';
import { proposedLogin } from '../prompts/proposedLogin';
import { knownWay, reachedBy } from '../prompts/reached';
import { sshSettings } from '../prompts/sshSettings';
import { mapped, type Answer, type PickItem, type Question } from '../prompts/answers';
import type { Session } from '../session/session';
import { describe } from '../tree/node';
import { keyMadeWith } from './madeWith';
import type { PartAnswers } from './partAnswers';
import type { PartTools } from './questions';
import type { ServerAnswers } from './onServerAnswers';

type Ask = Question<PartAnswers>;

const readLimitMs = 30_000;

export function askServer({ prompter, session }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pick<VirtualServer>({
      position, placeholder: t('On which virtual server?'),
      items: async (signal) => runningItems(await session.landscape.region(answers.region ?? '', signal)),
      isCurrent: ({ id }) => id === answers.server?.id,
    });
    if (answer.kind !== 'value') {
      return answer;
    }
    const { id, name } = answer.value;
    return { kind: 'value', value: await signInTo({ session }, { ...answers, server: { id, name } }) };
  };
}

function runningItems(landscape: RegionLandscape): readonly PickItem<VirtualServer>[] {
  const running = landscape.virtualServers.filter(({ status }) => status === 'running');
  if (running.length === 0) {
    throw new Failure({
      code: 'ui.no-running-server', what: t('There is no server'), why: t('No virtual server runs in this region.'),
      next: t('Choose another region, or start one.'),
    });
  }
  return running.map((server) => {
    const floating = floatingIpOf(landscape, server)?.address;
    return {
      label: visible(server.name, 80), icon: 'vm', value: server,
      description: describe(server.zone, server.primaryInterface?.address, floating === undefined ? undefined : t('floating IP {0}', floating)),
    };
  });
}

/** How a server is signed in to: as the connection does that leads through it, else proposed from what the cloud says of it. */
export async function signInTo({ session }: Pick<PartTools, 'session'>, answers: PartAnswers): Promise<PartAnswers> {
  const { region = '', onServer, server: chosen } = answers;
  if (chosen === undefined) {
    return answers;
  }
  const landscape = await inTime(t('Could not look at the server'), readLimitMs, (signal) => session.landscape.region(region, signal));
  const server = landscape.virtualServers.find(({ id }) => id === chosen.id);
  const addresses = server === undefined ? [] : [floatingIpOf(landscape, server)?.address, server.primaryInterface?.address];
  const known = knownAccess(session, addresses);
  const { key, ...proposed } = known.isKnown === true || server === undefined ? {} : await bySshConfig(session, landscape, server);
  const none = { isKnown: undefined, address: undefined, through: undefined, login: undefined, key: keyMadeWith(session, chosen.id) ?? key };
  return { ...answers, onServer: { ...onServer, ...none, ...proposed, ...known } };
}

/** As `ssh` would get there and sign in: by the floating IP, else by the way that the user's SSH configuration knows to the server. */
async function bySshConfig(
  { environment }: Pick<Session, 'environment'>, landscape: RegionLandscape, server: VirtualServer,
): Promise<Pick<ServerAnswers, 'address' | 'through' | 'login' | 'key'>> {
  const settingsOf = sshSettings(environment);
  const host = floatingIpOf(landscape, server)?.address ?? (await knownWay(server, settingsOf))?.host ?? server.primaryInterface?.address;
  const login = await proposedLogin(server, host, { floatingIps: landscape.floatingIps, systems: new Map() }, settingsOf);
  return host === undefined ? { login } : { login, ...await reachedBy(host, settingsOf), key: await firstKey(await settingsOf(host)) };
}

async function firstKey(said: UserSettings | undefined): Promise<ServerKey | undefined> {
  for (const path of said?.keyPaths ?? []) {
    if (await isThere(path)) {
      return { kind: 'existing', path };
    }
  }
  return undefined;
}

function knownAccess({ setup }: Session, addresses: readonly (string | undefined)[]): Pick<ServerAnswers, 'address' | 'through' | 'login' | 'key' | 'isKnown'> {
  const access = setup.ways().flatMap(({ id }) => setup.vantages(id).all).map((vantage) => vantage.access)
    .find((each) => each !== undefined && addresses.includes(each.host));
  const key: ServerKey | undefined = access?.privateKeyPath !== undefined
    ? { kind: 'existing', path: access.privateKeyPath }
    : access?.agentKey === undefined ? undefined : { kind: 'agent', path: '', fingerprint: access.agentKey.fingerprint, comment: access.agentKey.comment };
  return access === undefined || key === undefined ? {} : {
    address: access.host, through: access.through, login: { user: access.username, port: access.port }, key, isKnown: true,
  };
}

export function askAddress(
  { prompter, session: { environment } }: PartTools, prompt = t('The address at which you reach the virtual server'),
): Ask {
  return async (answers, position) => {
    const { onServer } = answers;
    const proposed = onServer?.through?.kind === 'ssh-config' ? onServer.through.name : onServer?.address;
    const answer = await prompter.text({
      position, prompt, placeholder: '203.0.113.7', value: proposed, check: hostProblem,
    });
    if (answer.kind !== 'value' || answer.value.trim() === proposed) {
      return withServer(answers, answer, () => ({}));
    }
    const [host, settingsOf] = [answer.value.trim(), sshSettings(environment)];
    const [reached, said] = [await reachedBy(host, settingsOf), await settingsOf(host)];
    const login = { user: said?.user ?? onServer?.login?.user ?? '', port: said?.port ?? sshPort };
    return withServer(answers, answer, () => ({ through: undefined, login, ...reached }));
  };
}

export function askSignIn({ prompter }: PartTools, prompt?: string): Ask {
  return async (answers, position) => {
    const proposal = answers.onServer?.login ?? { user: '', port: sshPort };
    return withServer(answers, await askLogin(prompter, proposal, position, prompt), (login) => ({ login }));
  };
}

export function askKey(
  { prompter, session: { environment: { sshFolder, sshAgent } } }: PartTools, placeholder = t('Which private key opens the virtual server?'),
): Ask {
  return async (answers, position) => withServer(answers, await prompter.pick<ServerKey>({
    position, placeholder,
    items: async (signal) => keyItems(await privateKeys(sshFolder), await agentKeys(sshAgent, signal), sshFolder),
    isCurrent: (key) => key.kind === answers.onServer?.key?.kind && keyIdOf(key) === keyIdOf(answers.onServer.key),
  }), (key) => ({ key }));
}

export function askTools({ prompter, session: { kinds } }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pickMany<ClientTool>({
      position, placeholder: t('Which tools?'),
      items: async () => (await Promise.all(kinds.services.map((each) => each.load()))).flatMap(({ words, clientTools = [] }) =>
        clientTools.map((tool): PickItem<ClientTool> => ({
          label: tool.title, icon: 'tools', group: t('For {0}', words.title), value: tool, description: tool.note,
          detail: describe(...Object.entries(tool.packages).map(([manager, names]) =>
            names.length === 0 ? undefined : `${manager}: ${names.join(' / ')}`)),
        }))),
      isCurrent: ({ title }) => answers.onServer?.tools?.some((tool) => tool.title === title) ?? true,
    });
    // Nothing chosen is nothing to do.
    return answer.kind === 'value' && answer.value.length === 0 ? { kind: 'cancelled' } : withServer(answers, answer, (tools) => ({ tools }));
  };
}

export function askCertificate({ prompter, editor, session: { environment: { authorities, authoritiesFile } } }: PartTools): Ask {
  return async (answers, position) => {
    const answer = await prompter.pick<'own' | 'file'>({
      position, placeholder: t('Which certificate?'),
      items: [
        ...(authoritiesFile === undefined ? [] : [{ label: t('The authority that signs the instances’ certificates'), icon: 'shield', value: 'own' as const }]),
        {
          label: t('A PEM file that I choose…'), icon: 'file', value: 'file',
          detail: t('Event Streams needs none: a public authority signs its certificates. A private key is refused, and sent nowhere.'),
        },
      ],
    });
    if (answer.kind !== 'value') {
      return answer;
    }
    const file = answer.value === 'own'
      ? { name: 'authority.pem', text: authorities.join('\n') }
      : await editor.chooseText(t('Certificate'), ['pem', 'crt', 'cer'], mostCertificateBytes);
    const chosen: Answer<CertificateText> = file === undefined ? { kind: 'cancelled' } : { kind: 'value', value: certificatesIn(file.text, file.name) };
    return withServer(answers, chosen, (certificate) => ({ certificate }));
  };
}

export function askPath({ prompter }: PartTools): Ask {
  return async (answers, position) => {
    const proposed = `${slug(answers.onServer?.certificate?.name ?? 'authority', 40)}.pem`;
    return withServer(answers, await prompter.text({
      position, prompt: t('The file on the server: in the home of that user, unless it begins with "/". What is there is never written over'),
      placeholder: proposed, value: answers.onServer?.path ?? proposed,
      check: (text) => /^\/?[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/.test(text.trim()) ? undefined : t('Type a path of letters, digits, ".", "_", "-" and "/".'),
    }), (path) => ({ path: path.trim() }));
  };
}

function withServer<Value>(answers: PartAnswers, answer: Answer<Value>, of: (value: Value) => ServerAnswers): Answer<PartAnswers> {
  return mapped(answer, (value) => ({ ...answers, onServer: { ...answers.onServer, ...of(value) } }));
}
