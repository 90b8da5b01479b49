import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadX509 } from '../../../src/certificates/x509';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join('src', file));
const importing = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(readFileSync(file, 'utf8')));

describe('the library for certificates', () => {
  it('is imported by one file, and that one late: it never weighs on a start', () => {
    assert.deepEqual(importing(/^import (?!type).*'(?:@peculiar\/x509|reflect-metadata)'/m), ['src/certificates/library.ts']);
    assert.deepEqual(importing(/import\('\.\/library'\)/), ['src/certificates/x509.ts']);
    assert.deepEqual(importing(/^import (?!type).*'\.{1,2}\/(?:.*\/)?library'/m), []);
  });

  it('is loaded once', async () => {
    assert.equal(await loadX509(), await loadX509());
  });
});
