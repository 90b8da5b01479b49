import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import * as tls from 'node:tls';
import { ByteReader, ByteWriter } from '../../../../src/kafka/bytes';
import { FrameBuffer } from '../../../../src/kafka/frames';
import type { Identity } from './certificates';

/** How a peer misbehaves; the default is a broker that answers. */
export type Manner = 'broker' | 'plain-text' | 'silent' | 'closing' | 'resetting' | 'mute' | 'garbage' | 'token-only';

export interface PeerOptions {
  readonly identity: Identity;
  readonly apiKey: string;
  readonly manner?: Manner;
  /** Names and ports that metadata tells of; read at each request. */
  readonly advertised: () => readonly { readonly host: string; readonly port: number }[];
  /** What metadata says of the rest; a cluster with one topic that may be read and written unless told. */
  readonly metadata?: { readonly clusterId?: string | undefined; readonly operations?: number; readonly topicOperations?: readonly number[] };
  /** Waited before each answer, in milliseconds. */
  readonly delay?: number;
}

export interface Peer {
  readonly port: number;
  /** Keys of the requests that came, in their order. */
  readonly requests: readonly number[];
  open(): number;
  stop(): Promise<void>;
}

/** A peer on loopback that speaks as much Kafka as the ladder asks. */
export async function startPeer(options: PeerOptions): Promise<Peer> {
  const requests: number[] = [];
  const sockets = new Set<Socket>();
  const server = serverFor(options, requests);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    requests,
    open: () => sockets.size,
    stop: () => new Promise((resolve) => {
      sockets.forEach((socket) => socket.destroy());
      server.close(() => resolve());
    }),
  };
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function serverFor(options: PeerOptions, requests: number[]): Server {
  switch (options.manner ?? 'broker') {
    case 'silent': return createServer(() => undefined);
    case 'closing': return createServer((socket) => socket.once('data', () => socket.end()));
    case 'resetting': return createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    case 'plain-text': return createServer((socket) => socket.write('SSH-2.0-not-a-broker\r\n'));
    default: return tls.createServer({ key: options.identity.key, cert: options.identity.cert }, (socket) => {
      socket.on('error', () => socket.destroy());
      converse(socket, options, requests);
    });
  }
}

function converse(socket: tls.TLSSocket, options: PeerOptions, requests: number[]): void {
  const frames = new FrameBuffer();
  const state = { signedIn: false };
  socket.on('data', (chunk: Buffer) => {
    for (const frame of frames.take(chunk)) {
      const reader = new ByteReader(frame);
      const key = reader.int16();
      reader.int16();
      const correlation = reader.int32();
      reader.text();
      requests.push(key);
      const body = frame.subarray(8 + 2 + 'private-connect'.length);
      const answer = () => {
        const reply = answerTo(key, body, options, state);
        socket.write(new ByteWriter().bytes(Buffer.concat([new ByteWriter().int32(correlation).finish(), reply])).finish());
      };
      if (options.manner === 'garbage') {
        socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
      } else if (options.manner !== 'mute') {
        setTimeout(answer, options.delay ?? 0);
      }
    }
  });
}

function answerTo(key: number, body: Buffer, options: PeerOptions, state: { signedIn: boolean }): Buffer {
  switch (key) {
    case 17: return options.manner === 'token-only'
      ? new ByteWriter().int16(33).int32(1).text('OAUTHBEARER').finish()
      : new ByteWriter().int16(0).int32(2).text('PLAIN').text('OAUTHBEARER').finish();
    case 36: {
      state.signedIn = body.subarray(4).toString() === `\0token\0${options.apiKey}`;
      return state.signedIn
        ? new ByteWriter().int16(0).int16(-1).int32(0).finish()
        : new ByteWriter().int16(58).text('Authentication failed: Invalid username or password').int32(0).finish();
    }
    case 18: return new ByteWriter().int16(0).int32(2).int16(3).int16(0).int16(13).int16(18).int16(0).int16(4).finish();
    default: return metadataAnswer(options);
  }
}

function metadataAnswer({ advertised, metadata = { clusterId: 'cluster-of-the-test' } }: PeerOptions): Buffer {
  const brokers = advertised();
  const writer = new ByteWriter().int32(0).int32(brokers.length);
  brokers.forEach(({ host, port }, id) => writer.int32(id).text(host).int32(port).int16(-1));
  if (metadata.clusterId === undefined) {
    writer.int16(-1);
  } else {
    writer.text(metadata.clusterId);
  }
  const topics = metadata.topicOperations ?? [0b11000];
  writer.int32(0).int32(topics.length);
  for (const operations of topics) {
    writer.int16(0).text('orders').boolean(false);
    writer.int32(1).int16(0).int32(0).int32(0).int32(1).int32(1).int32(0).int32(1).int32(0).int32(0);
    writer.int32(operations);
  }
  return writer.int32(metadata.operations ?? 0b100000).finish();
}
