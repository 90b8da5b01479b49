import type { LossQuestion } from './answers';
import { t } from '../../model/l10n';

/** How far the answer is: not begun, refused, or such that Enter does it. */
export type Stage = 'asked' | 'refused' | 'agreed';

/** Of a text while it is typed; what was refused is asked for again by the next letter. Blanks around a name are seen by nobody. */
export function stageOf({ name }: LossQuestion, text: string): Exclude<Stage, 'refused'> {
  const [typed, shown] = [text.trim(), name.trim()];
  return typed !== '' && (typed === shown || isCutTo(shown, typed)) ? 'agreed' : 'asked';
}

/** A long name is shown without its end; nobody types the sign that stands for that. */
function isCutTo(shown: string, typed: string): boolean {
  return shown.endsWith('…') && shown.length > 1 && typed.startsWith(shown.slice(0, -1).trimEnd());
}

/** The row above the list: what Enter does now. */
export function headOf({ name, deed }: LossQuestion, stage: Stage): { readonly label: string; readonly icon: string } {
  switch (stage) {
    case 'asked':
      return { label: t('Type "{0}" and press Enter to {1}', name, deed), icon: 'edit' };
    case 'refused':
      return { label: t('That is not "{0}": nothing was changed. Type it and press Enter to {1}', name, deed), icon: 'warning' };
    case 'agreed':
      return { label: t('Press Enter to {0}', deed), icon: 'check' };
  }
}
