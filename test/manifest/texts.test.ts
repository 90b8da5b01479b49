import assert from 'node:assert/strict';
import { read, sources, texts } from './manifest';

describe('the texts', () => {
  it('of package.json come from package.nls.json, and none is left over', () => {
    const used = new Set([...read('package.json').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(texts).sort());
  });

  it('that a person reads in package.json are keys, not words', () => {
    const plain = [...read('package.json').matchAll(/"(title|label|contents|altText|markdownDescription|contextualTitle)": "(?!%)([^"]*)"/g)];
    assert.deepEqual(plain.map(([line]) => line), []);
  });

  it('never advise to turn off a check of certificates or host keys', () => {
    const advice = [
      /rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED|strictSSL|CERT_NONE|InsecureSkipVerify/i,
      /StrictHostKeyChecking[= ]+no\b|ssl_verify\s*=\s*false|verify\s*=\s*False|enable\.ssl\.certificate\.verification\s*=\s*false/i,
      /ssl\.endpoint\.identification\.algorithm\s*=\s*(?:\n|$)|curl (?:-\w*k\w*|.*--insecure)\b/i,
      /(?:turn|switch) off (?:the )?(?:certificate|host key)|(?:disable|skip|ignore) (?:the )?(?:certificate|host key|TLS)/i,
    ];
    const others = ['package.json', 'package.nls.json', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'media/panel.css'];
    for (const path of [...sources('src'), ...sources('scripts'), ...others]) {
      for (const pattern of advice) assert.doesNotMatch(read(path), pattern, path);
    }
  });

  it('do not call on the person to rate, share or read news', () => {
    for (const text of Object.values(texts)) {
      assert.doesNotMatch(text, /rate us|review|feedback|what's new|newsletter/i);
    }
  });
});
