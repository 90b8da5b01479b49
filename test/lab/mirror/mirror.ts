import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';

/** Serves a folder of packages, as the cloud's mirror does, under `/debian/`. */
export async function startMirror(folder: string, address: string): Promise<void> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://mirror');
    const file = join(folder, basename(decodeURIComponent(pathname)));
    if (request.method !== 'GET' || !pathname.startsWith('/debian/') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    createReadStream(file).on('error', () => response.destroy()).pipe(response);
  });
  server.listen(80, address);
  await once(server, 'listening');
}
