import assert from 'node:assert/strict';
import { createServer as createHttpServer, type IncomingMessage, type RequestOptions, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import { connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, TLSSocket, createSecureContext } from 'node:tls';
import { createTransport } from '../../../src/cloud/transport';
import { Failure } from '../../../src/model/failure';
import { makeCertificate, type Signed } from './certificates';

const { signal } = new AbortController();
const host = 'iam.cloud.ibm.com';

/**
 * VS Code replaces `https.request` in the modules it gives to extensions: its own agent reaches the proxy, and the
 * system's certificates are added. These tests do the same, with a proxy that inspects TLS under an authority of its own.
 */
describe('VS Code\'s proxy and certificates', () => {
  const original = https.request;
  let root: Signed;
  let stops: (() => void)[];

  before(() => {
    root = makeCertificate({ name: 'Company inspection', authority: true });
  });

  beforeEach(() => {
    stops = [];
  });

  afterEach(() => {
    https.request = original;
    delete process.env['HTTPS_PROXY'];
    stops.forEach((stop) => stop());
  });

  const send = (url = `https://${host}`) => createTransport().send(
    { service: 'iam', method: 'GET', baseUrl: url, path: '/v1/apikeys/details', what: 'Could not sign in' }, signal,
  );
  const proxyWith = async (signed: Signed, chain: readonly Signed[]) => {
    const proxy = await inspectingProxy(signed, chain);
    stops.push(proxy.stop);
    return proxy;
  };

  it('are used: an inspecting proxy is passed with its authority, though no request names one', async () => {
    const proxy = await proxyWith(makeCertificate({ name: host, by: root, hosts: [host] }), [root]);
    patchRequest(proxy.port, root.certificate);
    const answer = await send();
    assert.equal(answer.body.toString('utf8'), '{"inspected":true}');
    assert.deepEqual(proxy.asked, [`${host}:443`]);
  });

  it('are not put aside for the proxy that the environment names', async () => {
    const proxy = await proxyWith(makeCertificate({ name: host, by: root, hosts: [host] }), [root]);
    patchRequest(proxy.port, root.certificate);
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1';
    assert.equal((await send()).status, 200);
  });

  it('are never overruled by an agent of our own', async () => {
    const agents: unknown[] = [];
    https.request = ((options: RequestOptions, callback: (response: IncomingMessage) => void) => {
      agents.push(options.agent);
      return original({ ...options, host: '127.0.0.1', hostname: '127.0.0.1', port: 1 }, callback);
    }) as typeof https.request;
    await assert.rejects(send(), Failure);
    assert.deepEqual(agents, [undefined]);
  });

  const refusals = [
    {
      title: 'an unknown root', code: 'tls.unknown-root',
      make: () => ({ signed: makeCertificate({ name: host, by: root, hosts: [host] }), chain: [root], trust: undefined }),
    },
    {
      title: 'a missing intermediate', code: 'tls.missing-intermediate',
      make: () => {
        const middle = makeCertificate({ name: 'Company issuing', by: root, authority: true });
        return { signed: makeCertificate({ name: host, by: middle, hosts: [host] }), chain: [], trust: root };
      },
    },
    {
      title: 'an expired certificate', code: 'tls.expired',
      make: () => ({ signed: makeCertificate({ name: host, by: root, hosts: [host], from: -9, until: -1 }), chain: [root], trust: root }),
    },
    {
      title: 'a certificate that is not valid yet', code: 'tls.not-yet-valid',
      make: () => ({ signed: makeCertificate({ name: host, by: root, hosts: [host], from: 2, until: 9 }), chain: [root], trust: root }),
    },
    {
      title: 'a certificate for another name', code: 'tls.wrong-name',
      make: () => ({ signed: makeCertificate({ name: 'x', by: root, hosts: ['other.example'] }), chain: [root], trust: root }),
    },
  ];
  for (const { title, code, make } of refusals) {
    it(`refuse ${title}, and say so`, async () => {
      const { signed, chain, trust } = make();
      const proxy = await proxyWith(signed, chain);
      patchRequest(proxy.port, trust?.certificate);
      await assert.rejects(send(), (error) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, code);
        assert.match(error.why, new RegExp(host.replaceAll('.', '\\.')));
        return true;
      });
    });
  }

  /** As VS Code's agent does it: a tunnel through the proxy, TLS with the added authorities inside. */
  function patchRequest(proxyPort: number, authority: string | undefined): void {
    https.request = ((options: RequestOptions, callback: (response: IncomingMessage) => void) => {
      assert.equal(options.agent, undefined, 'an agent of our own would be in the way of VS Code\'s');
      return original({
        ...options,
        createConnection: (_: unknown, done: Connected) => {
          tunnel(proxyPort, `${String(options.hostname)}:443`, authority, done);
          return undefined;
        },
      } as unknown as RequestOptions, callback);
    }) as typeof https.request;
  }
});

type Connected = (error: Error | null, socket: Socket) => void;

function tunnel(proxyPort: number, target: string, authority: string | undefined, done: Connected): void {
  const socket = connectTcp(proxyPort, '127.0.0.1', () => socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`));
  socket.once('data', () => {
    const servername = target.split(':')[0] ?? '';
    const secure = connectTls({ socket, servername, ...(authority === undefined ? {} : { ca: authority }) });
    secure.once('secureConnect', () => done(null, secure));
    secure.once('error', (error: Error) => done(error, secure));
  });
}

interface Proxy {
  readonly port: number;
  readonly asked: string[];
  readonly stop: () => void;
}

/** Takes CONNECT and answers itself in the target's place, under the given certificate. */
async function inspectingProxy(signed: Signed, chain: readonly Signed[]): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const inside = createHttpServer((_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"inspected":true}');
  });
  const secureContext = createSecureContext({ key: signed.key, cert: [signed, ...chain].map(({ certificate }) => certificate).join('\n') });
  const server: Server = createHttpServer();
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 OK\r\n\r\n', () => {
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => secure.destroy());
      inside.emit('connection', secure);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, asked,
    stop: () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}
