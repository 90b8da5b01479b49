import * as tls from 'node:tls';
import { ByteWriter } from '../../src/kafka/bytes';
import { allMetadata, apiVersions, saslAuthenticate, saslHandshake } from '../../src/kafka/messages';
import type { HostPort } from '../../src/model/instance';
import type { Network } from '../../src/model/network';

/** The ladder's round trips in their best order and nothing else: no states, no evidence, no time limits. */
export async function bareLadder(network: Network, brokers: readonly HostPort[], apiKey: string, secureContext: tls.SecureContext): Promise<void> {
  const signal = new AbortController().signal;
  const climb = async ({ host, port }: HostPort) => {
    const [address = ''] = await network.resolve(host, signal);
    const socket = tls.connect({ socket: await network.connect(address, port, signal), servername: host, secureContext });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    await ask(socket, saslHandshake('PLAIN'));
    await ask(socket, saslAuthenticate(Buffer.from(`\0token\0${apiKey}`)));
    return socket;
  };
  const first = await Promise.all(brokers.map(async (broker) => {
    const socket = await climb(broker);
    await ask(socket, apiVersions);
    return socket;
  }));
  const [asked] = first;
  const advertised = asked === undefined ? [] : allMetadata.read(await ask(asked, allMetadata)).brokers;
  for (const socket of [...first, ...await Promise.all(advertised.map(climb))]) {
    socket.destroy();
  }
}

/** An answer is small and comes in one piece on loopback. */
async function ask(socket: tls.TLSSocket, request: { readonly key: number; readonly version: number; readonly body: Buffer }): Promise<Buffer> {
  const header = new ByteWriter().int16(request.key).int16(request.version).int32(1).text('private-connect').finish();
  socket.write(new ByteWriter().bytes(Buffer.concat([header, request.body])).finish());
  const frame = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
  return frame.subarray(8);
}
