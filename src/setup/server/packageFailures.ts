import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { CommandResult } from '../../model/vantage';
import { commandOf, lastWords } from './shell';

interface Sign {
  readonly code: string;
  readonly words: RegExp;
  readonly next: string;
}

const signs: readonly Sign[] = [
  {
    code: 'server.disk-full', words: /no space left on device|enough free space|more space needed/i,
    next: t('Make room on the server\'s disk, then go on with Retry From Here.'),
  },
  {
    code: 'server.packages-locked',
    words: /could not get lock|unable to (?:acquire|lock)|locked by another process|waiting for (?:cache lock|process with pid)/i,
    next: t('Another program installs packages there, as a new server does by itself at first. Wait until it ends, then go on with Retry From Here.'),
  },
  {
    code: 'server.packages-interrupted', words: /dpkg was interrupted/i,
    next: t('Somebody else\'s installation was cut off there: finish it on the server with "sudo dpkg --configure -a", then go on with Retry From Here.'),
  },
  {
    code: 'server.sudo-password', words: /sudo: .*password is required|sudo: a terminal is required|not in the sudoers|may not run sudo/i,
    next: t('Let this user run sudo without a password, as the stock images do, or install the packages by hand.'),
  },
  { code: 'server.no-sudo', words: /sudo: (?:command )?not found/i, next: t('Install sudo on the server, or install the packages by hand.') },
  {
    code: 'server.mirror-silent',
    words: /failed to (?:fetch|download)|could not connect|connection timed out|failure resolving|could not resolve|cannot download|curl error/i,
    next: t('Check that the server\'s network ACL lets it out to its package mirror and back; then go on with Retry From Here.'),
  },
  {
    code: 'server.no-package', words: /unable to locate package|no match for argument|unable to find a match|has no installation candidate/i,
    next: t('Choose other tools, or add a package source that has them.'),
  },
];

/** Why a command of the package manager's did not do what it should, in its own words. */
export function packageFailure(server: string, words: readonly string[], result: CommandResult): Failure {
  const said = `${result.stdout}\n${result.stderr}`;
  const sign = signs.find((each) => each.words.test(said));
  const line = sign === undefined ? undefined : said.split('\n').find((each) => sign.words.test(each));
  return new Failure({
    code: sign?.code ?? 'server.packages-failed',
    what: t('"{0}" failed on {1}', commandOf(words), visible(server, 80)),
    why: line === undefined ? lastWords(result) : visible(line.trim(), 400),
    next: sign?.next ?? t('Look at the server, then go on with Retry From Here: what is done already is found.'),
  });
}
