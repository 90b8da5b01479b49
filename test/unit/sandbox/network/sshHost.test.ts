import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { BaseAgent, Client, utils, type ParsedKey } from 'ssh2';
import type { Network } from '../../../../src/model/network';
import { SshHost } from '../../../../src/sandbox/network/sshHost';
import { bench, until, type Bench } from './bench';
import { logIn, newKeyPair, type SshClient } from './sshClient';
import { brokerName, floatingAddress, gatewayAddress, neighbourAddress, rule, workingTruth } from './truths';

const keys = newKeyPair();
const otherKeys = newKeyPair();

describe('a virtual server\'s SSH', () => {
  let under: Bench;
  let server: SshClient;

  beforeEach(async () => {
    under = await bench();
    await under.plane.apply(workingTruth(['not a key', otherKeys.publicKey, keys.publicKey]));
    server = await logIn(under.laptop, floatingAddress, keys);
  });

  afterEach(async () => {
    server.end();
    await under.plane.stop();
  });

  it('lets in every key that the API was given, and no other', async () => {
    (await logIn(under.laptop, floatingAddress, otherKeys)).end();
    await assert.rejects(logIn(under.laptop, floatingAddress, newKeyPair()), /authentication methods failed/);
  });

  it('lets in nobody who knows a public key alone', async () => {
    await assert.rejects(logInWith(under.laptop, keys.publicKey, newKeyPair().privateKey), /authentication methods failed/);
    await logInWith(under.laptop, keys.publicKey, keys.privateKey);
  });

  it('asks for no password', async () => {
    const socket = await under.laptop.connect(floatingAddress, 22, AbortSignal.timeout(5000));
    const client = new Client();
    const refused = new Promise((_resolve, reject) => client.on('error', reject));
    client.connect({ sock: socket, username: 'ubuntu', password: 'secret' });
    await assert.rejects(refused, /authentication methods failed/);
    client.destroy();
  });

  it('lets in nobody by another name', async () => {
    await assert.rejects(logIn(under.laptop, floatingAddress, keys, 'vpcuser'), /authentication methods failed/);
  });

  it('tells root to log in as the image\'s user, and forwards nothing for root', async () => {
    const root = await logIn(under.laptop, floatingAddress, keys, 'root');
    const told = await root.exec('true');
    assert.deepEqual(told, { code: 142, stdout: 'Please login as the user "ubuntu" rather than the user "root".\n\n', stderr: '' });
    await assert.rejects(root.forward(gatewayAddress, 9093), /open failed/);
    root.end();
  });

  it('runs its few commands as a real one would', async () => {
    assert.deepEqual(await server.exec('hostname'), { code: 0, stdout: 'jump\n', stderr: '' });
    assert.deepEqual(await server.exec('id -un'), { code: 0, stdout: 'ubuntu\n', stderr: '' });
    assert.deepEqual(await server.exec('true'), { code: 0, stdout: '', stderr: '' });
    assert.match((await server.exec('uname -a')).stdout, /^Linux jump .*GNU\/Linux\n$/);
    assert.equal((await server.exec('cat /etc/resolv.conf')).stdout, 'nameserver 161.26.0.7\nnameserver 161.26.0.8\n');
    assert.deepEqual(await server.exec('cat /etc/shadow'), { code: 1, stdout: '', stderr: 'cat: /etc/shadow: No such file or directory\n' });
  });

  it('tells its files with their modes, two names of one file alike, and its packages', async () => {
    const list = 'find /home/ubuntu /etc/apt -type f -printf \'%m %p\\n\'';
    assert.equal((await server.exec(list)).stdout, '644 /etc/apt/sources.list\n');
    for (const line of ['ln -T -- /etc/apt/sources.list b', 'chmod 600 -- b']) assert.equal((await server.exec(line)).code, 0, line);
    assert.equal((await server.exec(list)).stdout, '600 /etc/apt/sources.list\n600 /home/ubuntu/b\n');
    const hashes = await server.exec('sha256sum -- b c /etc/apt/sources.list');
    assert.deepEqual([hashes.code, hashes.stderr, hashes.stdout.split('\n').length], [1, 'sha256sum: c: No such file or directory\n', 3]);
    assert.deepEqual(await server.exec('dpkg-query -W -f x'), { code: 0, stdout: '', stderr: '' });
    assert.equal((await server.exec('find /home/ubuntu -name a')).code, 1);
  });

  it('gives addresses in the layout of getent', async () => {
    assert.equal((await server.exec(`getent ahostsv4 '${brokerName}'`)).stdout, [
      `10.240.64.4     STREAM ${brokerName}\n`, '10.240.64.4     DGRAM  \n', '10.240.64.4     RAW    \n',
    ].join(''));
    assert.match((await server.exec('getent ahostsv4 localhost')).stdout, /^127\.0\.0\.1 +STREAM localhost\n/);
  });

  it('does not pretend to have what it does not have', async () => {
    assert.deepEqual(await server.exec('kcat -L'), { code: 127, stdout: '', stderr: 'sh: 1: kcat: not found\n' });
    for (const line of ['true; hostname', 'true && hostname', 'hostname | cat', 'getent ahostsv4 $NAME', 'true\nhostname', 'cat "$HOME"', 'cat \'']) {
      assert.deepEqual(
        await server.exec(line),
        { code: 2, stdout: '', stderr: 'sh: 1: this virtual server of the sandbox runs single commands, without a shell\n' }, line,
      );
    }
    assert.match((await server.exec('cat "a b|c" \'d;e\'')).stderr, /^cat: a b\|c: No such file/);
    assert.match(await server.shell(), /This is jump, a virtual server of the sandbox.*no shell/);
    await assert.rejects(server.sftp());
  });

  it('is a way to its neighbours, where rules let it in', async () => {
    const truth = workingTruth([keys.publicKey]);
    const open = truth.securityGroups.map((each) => ({ ...each, rules: [...each.rules, rule('ssh', { protocol: 'tcp', portMin: 22, portMax: 22 })] }));
    await under.plane.apply({ ...truth, securityGroups: open });
    const through: Network = {
      resolve: () => Promise.resolve([]),
      connect: async (host, port) => {
        const channel = await server.forward(host, port);
        assert.ok(channel);
        return channel;
      },
    };
    const neighbour = await logIn(through, neighbourAddress, keys);
    assert.equal((await neighbour.exec('hostname')).stdout, 'neighbour\n');
    assert.ok(await neighbour.forward(brokerName, 9093));
    await under.plane.apply({ ...truth, servers: truth.servers.filter((each) => each.id === 'server-1') });
    await neighbour.closed;
    assert.equal((await server.exec('true')).code, 0);
  });

  it('gives each refusal its own words', async () => {
    await assert.rejects(server.forward('localhost', 8080), /Connection refused/);
    await assert.rejects(server.forwardToSocket('/run/x'), (error: Error) => !error.message.includes('Connection refused'));
    await assert.rejects(server.forward('no-such.example.com', 1), /Name or service not known/);
  });

  it('reaches itself, and is refused where it does not listen', async () => {
    const itself = await server.forward('127.0.0.1', 22);
    assert.ok(itself);
    const greeting = await new Promise<string>((resolve) => itself.once('data', (data: Buffer) => resolve(data.toString())));
    assert.match(greeting, /^SSH-2\.0-/);
    await assert.rejects(server.forward('localhost', 8080), /Connection refused/);
  });
});

describe('a virtual server\'s SSH alone', () => {
  it('gives up making a connection when the client is gone', async () => {
    const [server] = workingTruth([keys.publicKey]).servers;
    let asked: AbortSignal | undefined;
    const host = new SshHost(newKeyPair().privateKey, {
      truth: () => server,
      resolve: () => [],
      nameServers: () => [],
      dial: (_from, _address, _port, signal) => {
        asked = signal;
        return new Promise(() => undefined);
      },
      reachesMirror: () => false,
      resolverTimeoutMs: 10,
    });
    const [near, far] = await socketPair();
    host.accept(far);
    const client = new Client();
    client.connect({ sock: near, username: 'ubuntu', privateKey: keys.privateKey });
    await once(client, 'ready');
    client.forwardOut('127.0.0.1', 0, gatewayAddress, 9093, () => undefined);
    await until(() => asked !== undefined);
    assert.equal(asked?.aborted, false);
    far.destroy();
    await until(() => asked?.aborted === true);
    client.destroy();
    host.close();
  });
});

async function socketPair(): Promise<[Socket, Socket]> {
  const listener = createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const near = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [far] = await once(listener, 'connection') as [Socket];
  listener.close();
  return [near, far];
}

/** Logs in with an agent that offers one key and signs with another: a client that only pretends to hold the first. */
async function logInWith(network: Network, publicKey: string, privateKey: string): Promise<void> {
  const [offered, signer] = [utils.parseKey(publicKey), utils.parseKey(privateKey)];
  assert.ok(!(offered instanceof Error) && !(signer instanceof Error));
  const socket = await network.connect(floatingAddress, 22, AbortSignal.timeout(5000));
  const client = new Client();
  try {
    await new Promise((resolve, reject) => {
      client.on('ready', () => resolve(undefined)).on('error', reject);
      client.connect({ sock: socket, username: 'ubuntu', agent: new PretendingAgent(offered, signer) });
    });
  } finally {
    client.destroy();
  }
}

class PretendingAgent extends BaseAgent {
  constructor(private readonly offered: ParsedKey, private readonly signer: ParsedKey) {
    super();
  }

  override getIdentities(done: (error: Error | undefined, keys: ParsedKey[]) => void): void {
    done(undefined, [this.offered]);
  }

  override sign(_key: unknown, data: Buffer, options: unknown, done?: (error: Error | undefined, signature: Buffer) => void): void {
    const answer = typeof options === 'function' ? options as typeof done : done;
    answer?.(undefined, this.signer.sign(data));
  }
}
