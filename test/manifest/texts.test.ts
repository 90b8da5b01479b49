import assert from 'node:assert/strict';
import { read, sources, texts } from './manifest';

describe('the texts', () => {
  it('of package.json come from package.nls.json, and none is left over (U21)', () => {
    const used = new Set([...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });

  it('that a person reads in package.json are keys, not words (U21)', () => {
    const plain = [...read('package.json').matchAll(/"(title|label|contents|altText|markdownDescription|contextualTitle)": "(?!%)([^"]*)"/g)];
    assert.deepEqual(plain.map(([line]) => line), []);
  });

  it('never advise to turn off a check of certificates or host keys (R1.7)', () => {
    const advice = /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|StrictHostKeyChecking[= ]+no\b|strictSSL|ssl_verify\s*=\s*false|enable\.ssl\.certificate\.verification\s*=\s*false|ssl\.endpoint\.identification\.algorithm\s*=\s*(?:\n|$)|(?:turn|switch) off (?:the )?(?:certificate|host key)|(?:disable|skip|ignore) (?:the )?(?:certificate|host key|TLS)|curl (?:-\w*k\w*|.*--insecure)\b|verify\s*=\s*False|CERT_NONE|InsecureSkipVerify/i;
    for (const path of [...sources('src'), ...sources('scripts'), 'package.json', 'package.nls.json', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'media/panel.css']) {
      assert.doesNotMatch(read(path), advice, path);
    }
  });

  it('do not call on the person to rate, share or read news (U29)', () => {
    for (const text of Object.values(texts)) {
      assert.doesNotMatch(text, /rate us|review|feedback|what's new|newsletter/i);
    }
  });
});
