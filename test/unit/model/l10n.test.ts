import assert from 'node:assert/strict';
import { speak, t } from '../../../src/model/l10n';

describe('a text in another language', () => {
  afterEach(() => speak(undefined));

  it('has its values where that language puts them', () => {
    speak({ 'Could not read {0} of {1}': '{1}: {0} nicht lesbar, {0}' });
    assert.equal(t('Could not read {0} of {1}', 'the list', 7), '7: the list nicht lesbar, the list');
  });

  it('stays English where it is not translated, and where nothing is', () => {
    speak({ Other: 'Anderes' });
    assert.equal(t('Check Again'), 'Check Again');
    speak(undefined);
    assert.equal(t('Other'), 'Other');
  });

  it('takes no value for more than what it is: braces and dollar signs in it are data', () => {
    assert.equal(t('"{0}" and "{1}"', '{1} $& $1', 'b'), '"{1} $& $1" and "b"');
    assert.equal(t('{0} of {1}', 'one'), 'one of {1}');
  });
});
