import { t } from '../../model/l10n';
import { isHost, loginFrom, loginText, type ServerLogin } from '../../model/serverLogin';
import { mapped, type Answer, type Position, type Prompter } from './answers';

/** What is wrong with the address of a server as it is typed, or undefined. */
export function hostProblem(text: string): string | undefined {
  return isHost(text.trim()) ? undefined : t('Type an address or a host name.');
}

/** Asks who signs in to a server, with a proposal in the box; without a position, by itself. */
export async function askLogin(
  prompter: Pick<Prompter, 'text'>, proposal: ServerLogin, position?: Position,
  prompt = t('Who signs in to the virtual server? A port other than 22 stands behind it: ubuntu:2222'),
): Promise<Answer<ServerLogin>> {
  const answer = await prompter.text({
    position,
    title: position === undefined ? t('Change SSH Login') : undefined,
    prompt,
    placeholder: t('ubuntu'),
    value: loginText(proposal),
    check: (text) => loginFrom(text) === undefined ? t('Type a login user such as ubuntu, or one with a port such as ubuntu:2222.') : undefined,
  });
  return mapped(answer, (text) => loginFrom(text) ?? proposal);
}
