import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Path } from '../../../../src/model/path';
import type { ServerAccess } from '../../../../src/model/serverAccess';
import type { Snippet } from '../../../../src/model/snippet';
import { withUsage } from '../../../../src/snippets/withUsage';
import { clientSnippets, type SnippetSource } from '../../../../src/ui/checks/clientSnippets';
import { kinds } from '../../../../src/ui/kinds';
import { connection, instance, lite } from '../fixtures';

const orders = instance('orders');
const toOrders = connection(orders);
const clients = ['java', 'kcat', 'kafkajs', 'python'];
const path: Path = [
  { id: 'machine', kind: 'machine', name: 'this machine', details: [], reachedBy: '' },
  { id: 'server', kind: 'virtual-server', name: 'build-box', details: [], reachedBy: 'SSH', within: 'VPC payments-vpc (ca-mon)' },
];
const access: Omit<ServerAccess, 'network'> = {
  name: 'build-box', host: '198.51.100.4', port: 22, username: 'ubuntu', privateKeyPath: '/home/me/.ssh/key',
  knownHostsPath: '/home/me/.ssh/private-connect/known_hosts',
};

/** An account with one connection, which is meant to be used from `meant`. */
function source(meant: { readonly id: string; readonly name: string; readonly access?: unknown }, environment: object = {}, state = 'done'): SnippetSource {
  return {
    kinds,
    environment: { machine: 'this laptop', endpoints: { iam: 'https://iam.test' }, ...environment },
    setup: {
      connections: () => [toOrders], views: () => [{ connectionId: toOrders.id, state }], way: () => ({ path }),
      vantages: () => ({ all: [{ id: 'local', name: 'this laptop' }, meant], meant: meant.id }),
    },
  } as unknown as SnippetSource;
}

const server = (more: object = {}) => source({ id: 'server', name: 'build-box', access: { ...access, ...more } });

describe('the client configurations of an instance', () => {
  it('have its members\' names and the variable that its service\'s secret is read from', async () => {
    const snippets = await clientSnippets(orders, server(), toOrders.id);
    assert.deepEqual(snippets.map(({ client }) => client), [...clients, 'java-iam', 'kafkajs-iam', 'python-iam']);
    for (const { client, text, usage } of snippets) {
      const all = [text, ...usage].join('\n');
      assert.ok(all.includes(orders.members[0]?.host ?? 'no member') && all.includes('EVENT_STREAMS_API_KEY'), client);
    }
  });

  it('take no key as a password where the instance does not', async () => {
    const snippets = await clientSnippets({ ...orders, tokensOnly: true }, server(), toOrders.id);
    assert.deepEqual(snippets.map(({ client }) => client), ['java-iam', 'kafkajs-iam', 'python-iam']);
  });

  it('are none where its service has none', async () => {
    assert.deepEqual(await clientSnippets(orders, { ...server(), kinds: { ...kinds, snippets: [] } }, undefined), []);
  });

  it('begin with where they must run, how one gets there, and where the key comes from, as comments of their own language', async () => {
    for (const snippet of await clientSnippets(orders, server(), toOrders.id)) {
      const said = commentsOnTop(snippet);
      assert.match(said, /Run it on build-box, a virtual server in VPC payments-vpc \(ca-mon\): these names are known only inside the VPC\./);
      assert.match(said, new RegExp(`scp -i /home/me/.ssh/key .* -P 22 ${snippet.fileName.replace('.', '\\.')} ubuntu@198\\.51\\.100\\.4:$`, 'm'));
      assert.match(said, /ssh -i \/home\/me\/\.ssh\/key -o IdentitiesOnly=yes .* -p 22 ubuntu@198\.51\.100\.4$/m);
      assert.match(said, /Copy API Key/);
      assert.match(said, /never/);
      assert.equal(snippet.runsOn, 'Runs on build-box, a virtual server in VPC payments-vpc (ca-mon)');
    }
  });

  it('go there by the name of the host entry where there is one', async () => {
    const [short] = await clientSnippets(orders, server({ entry: { alias: 'orders-pc-1a2b', file: join(homedir(), '.ssh', 'config') } }), toOrders.id);
    const said = commentsOnTop(short);
    assert.match(said, /scp client\.properties orders-pc-1a2b:$/m);
    assert.match(said, /ssh orders-pc-1a2b$/m);
    const [elsewhere] = await clientSnippets(orders, server({ entry: { alias: 'orders-pc-1a2b', file: '/sand box/ssh/config' } }), toOrders.id);
    assert.match(commentsOnTop(elsewhere), /ssh -F '\/sand box\/ssh\/config' orders-pc-1a2b$/m);
  });

  it('say what is missing where the server has no address yet', async () => {
    const [first] = await clientSnippets(orders, source({ id: 'server', name: 'build-box' }), toOrders.id);
    assert.match(commentsOnTop(first), /Run the plan, then Copy SSH Command/);
  });

  it('say of a connection that is not set up, or not any more, that its key comes with the run', async () => {
    for (const state of ['plan', 'undone']) {
      const [first] = await clientSnippets(orders, source({ id: 'server', name: 'build-box' }, {}, state), toOrders.id);
      assert.match(commentsOnTop(first), /Run the plan, then the API key comes by Copy API Key/);
    }
    const [first] = await clientSnippets(orders, server(), toOrders.id);
    assert.doesNotMatch(commentsOnTop(first), /Run the plan/);
  });

  it('run on this machine where that is what the connection is meant for', async () => {
    const [first] = await clientSnippets(orders, source({ id: 'local', name: 'this laptop' }), toOrders.id);
    assert.match(commentsOnTop(first), /Run it on this laptop\./);
    assert.doesNotMatch(commentsOnTop(first), /ssh/);
    assert.equal(first?.runsOn, 'Runs on this laptop');
  });

  it('want the VPN connected first where this machine dials one, and lead nowhere by SSH', async () => {
    const by = source({ id: 'local', name: 'this laptop' });
    const dialling = { ...by, setup: { ...by.setup, way: () => ({ path, vpn: {}, words: { through: 'orders-vpn' } }) } } as unknown as SnippetSource;
    const [first] = await clientSnippets(orders, dialling, toOrders.id);
    assert.match(commentsOnTop(first), /Run it on this laptop, connected to the VPN orders-vpn: these names resolve only through it\.\n.*Connect the VPN first, by Connect VPN in Terminal/);
    assert.doesNotMatch(commentsOnTop(first), /ssh|scp/);
    assert.equal(first?.runsOn, 'Runs on this laptop, connected to the VPN orders-vpn');
  });

  it('run inside a VPC where no connection is there, and wherever one likes where the instance is public', async () => {
    const [inside] = await clientSnippets(orders, server(), undefined);
    assert.match(commentsOnTop(inside), /Run it on a machine inside a VPC with an endpoint gateway to orders: these names are known only there\./);
    const [unknown] = await clientSnippets(orders, server(), 'no-such-connection');
    assert.equal(commentsOnTop(unknown), commentsOnTop(inside));
    const [anywhere] = await clientSnippets({ ...lite('playground'), members: orders.members }, server(), undefined);
    assert.match(commentsOnTop(anywhere), /Run it on any machine that reaches the internet\./);
  });

  it('keep how they are used when they are copied, as comments at the end', async () => {
    for (const snippet of await clientSnippets(orders, server(), toOrders.id)) {
      const whole = withUsage(snippet);
      assert.ok(whole.startsWith(snippet.text));
      const rest = whole.slice(snippet.text.length).split('\n').filter((line) => line !== '');
      assert.ok(rest.every((line) => line.startsWith(`${snippet.commentMark} `)), snippet.client);
      assert.ok(snippet.usage.every((line) => rest.some((each) => each.endsWith(line))), snippet.client);
    }
  });
});

/** The comments that a text begins with, without their marks. */
function commentsOnTop(snippet: Snippet | undefined): string {
  assert.ok(snippet !== undefined);
  const lines = snippet.text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith(snippet.commentMark));
  return lines.slice(0, end).map((line) => line.slice(snippet.commentMark.length + 1)).join('\n');
}
