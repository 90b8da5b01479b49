import { connect, type ConnectionOptions } from 'node:tls';
import type { RealKafka } from './service';
import { addressOf } from './suite';

const limitMs = 10_000;

/** A TLS handshake with the broker of this name, as a careful client does it. Rejects with Node's own error. */
export function handshake(kafka: RealKafka, name = '', options: ConnectionOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...addressOf(kafka), servername: name, ca: kafka.authority, timeout: limitMs, ...options });
    socket.once('secureConnect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('No answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
  });
}
