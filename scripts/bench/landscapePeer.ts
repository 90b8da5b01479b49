// A bare HTTP server in a process of its own: ready-made pages of a large account, each answered after a fixed delay.
// Arguments: milliseconds, number of regions.
import { createServer } from 'node:http';
import { documents, families, type Family } from './landscapeAccount';

const [delay = 30, regions = 10] = process.argv.slice(2).map(Number);
const pageSize = 100;

/** Pages by path, as bytes: what is measured is the client. */
const pages = new Map<string, Buffer>();
let port = 0;

function build(): void {
  for (let number = 0; number < regions; number += 1) {
    const region = `region-${number}`;
    for (const family of Object.keys(families) as Family[]) {
      const all = documents(region, family, `http://127.0.0.1:${port}/${region}/v1`);
      for (let start = 0; start < all.length; start += pageSize) {
        const href = (at: number) => ({ href: `http://127.0.0.1:${port}/${region}/v1/${family}?limit=${pageSize}&start=${at}` });
        const next = start + pageSize < all.length ? { next: href(start + pageSize) } : {};
        const body = { [family]: all.slice(start, start + pageSize), first: href(0), limit: pageSize, total_count: all.length, ...next };
        pages.set(`/${region}/v1/${family} ${start}`, Buffer.from(JSON.stringify(body)));
      }
    }
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://peer');
  const body = pages.get(`${url.pathname} ${url.searchParams.get('start') ?? '0'}`);
  setTimeout(() => {
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json', 'content-length': body?.length ?? 0 });
    response.end(body);
  }, delay);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  build();
  process.send?.({ port, bytes: [...pages.values()].reduce((sum, page) => sum + page.length, 0) });
});
