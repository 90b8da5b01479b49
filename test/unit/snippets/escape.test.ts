import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { comment, javascriptString, plainValue, propertyValue, pythonString, shellWord } from '../../../src/snippets/escape';

describe('what the cloud calls things, in a client configuration', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\'; reboot; \'', '$(reboot)', '`id`', '"\n#', '\\', '\u2028x', 'a\nsasl.username=evil', '${env:HOME}'),
  );

  it('is a word for a real shell, byte by byte', () => {
    const words = ['a b', '\'', '"$HOME"', '$(id)', '`id`', '\\', 'a\nb', '\t', '*', '~', 'ü€😀', '!x', '', 'plain-word_1./:,@%+='];
    const out = execFileSync('bash', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`]);
    assert.deepEqual(out.toString().split('\0').slice(0, -1), words);
    assert.equal(shellWord('plain-word_1./:,@%+='), 'plain-word_1./:,@%+=');
  });

  it('is a string of JavaScript that reads back as it was', () => {
    fc.assert(fc.property(hostile, (text) => {
      assert.equal(new Script(javascriptString(text)).runInNewContext(), text);
    }));
  });

  it('is a string of Python and a line of properties in plain ASCII, on one line', () => {
    fc.assert(fc.property(hostile, (text) => {
      assert.match(pythonString(text), /^'[\x20-\x26\x28-\x7e]*'$/);
      assert.match(propertyValue(text), /^[\x20-\x7e]*$/);
      assert.doesNotMatch(plainValue(text), /[\n\r]/);
      assert.doesNotMatch(comment(text), /[\n\r\u2028]/);
    }));
  });

  it('stays as it is where it is harmless', () => {
    assert.deepEqual([pythonString('a b'), propertyValue('a b'), plainValue('a b'), comment('a b')], ["'a b'", 'a b', 'a b', 'a b']);
    assert.deepEqual([propertyValue(' a\\ü'), pythonString('\'\\ü')], ['\\ a\\\\\\u00fc', "'\\U00000027\\U0000005c\\U000000fc'"]);
  });
});
