import * as vscode from 'vscode';
import { failureText, isCancelled } from '../../model/failure';
import { t } from '../../model/l10n';
import { plain } from '../plain';
import type { Answer, PickItem, PickQuestion, Position } from './answers';

type Entry<Value> = vscode.QuickPickItem & { readonly value?: Value; readonly answers: boolean };

/** A quick pick as a question: one answer, or several with check boxes. */
export function askPick<Value>(question: PickQuestion<Value>, many: boolean): Promise<Answer<readonly Value[]>> {
  const box = vscode.window.createQuickPick<Entry<Value>>();
  const loading = new AbortController();
  box.placeholder = question.placeholder;
  box.canSelectMany = many;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.ignoreFocusOut = question.staysOpen === true;
  showPosition(box, question.position);
  return new Promise((resolve) => {
    const end = (answer: Answer<readonly Value[]>): void => {
      resolve(answer);
      loading.abort();
      box.dispose();
    };
    box.onDidTriggerButton(() => end({ kind: 'back' }));
    box.onDidHide(() => end({ kind: 'cancelled' }));
    box.onDidAccept(() => {
      const chosen = many ? box.selectedItems : box.activeItems.slice(0, 1);
      const values = chosen.flatMap((entry) => (entry.answers && 'value' in entry ? [entry.value] : []));
      if (many || values.length > 0) {
        end({ kind: 'value', value: values.filter((value) => value !== undefined) });
      }
    });
    box.show();
    void fill(box, question, many, loading.signal);
  });
}

/** Title and position ("2/5") and the Back button, the same for every kind of box. */
export function showPosition(box: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] }, position: Position | undefined): void {
  if (position !== undefined) {
    box.title = plain(position.title);
    // One of several: what was answered before is not lost by a look at something else.
    box.ignoreFocusOut = true;
    // "1/1" tells nothing.
    if (position.total > 1) {
      box.step = position.number;
      box.totalSteps = position.total;
    }
    box.buttons = position.back ? [vscode.QuickInputButtons.Back] : [];
  }
}

async function fill<Value>(box: vscode.QuickPick<Entry<Value>>, question: PickQuestion<Value>, many: boolean, signal: AbortSignal): Promise<void> {
  box.busy = true;
  try {
    const items = typeof question.items === 'function' ? await question.items(signal) : question.items;
    if (signal.aborted) {
      return;
    }
    const entries = items.map((item) => entry(item));
    const current = entries.filter(({ value, answers }) => answers && value !== undefined && question.isCurrent?.(value) === true);
    const first = entries.find(({ answers }) => answers);
    box.items = withSeparators(items, entries);
    if (many) {
      box.selectedItems = current;
    } else if (first !== undefined) {
      box.activeItems = current.length > 0 ? current : [first];
    }
  } catch (error) {
    if (!isCancelled(error) && !signal.aborted) {
      const { why, next } = failureText(error, question.placeholder);
      box.items = [{ label: t('$(warning) Could not be loaded'), detail: plain(`${why} ${next}`), alwaysShow: true, answers: false }];
    }
  } finally {
    if (!signal.aborted) {
      box.busy = false;
    }
  }
}

function entry<Value>(item: PickItem<Value>): Entry<Value> {
  return {
    label: plain(item.label),
    value: item.value,
    answers: item.isOnlyRead !== true,
    alwaysShow: item.alwaysShown === true,
    ...(item.icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(item.icon) }),
    ...(item.description === undefined ? {} : { description: plain(item.description) }),
    ...(item.detail === undefined ? {} : { detail: plain(item.detail) }),
  };
}

function withSeparators<Value>(items: readonly PickItem<Value>[], entries: readonly Entry<Value>[]): Entry<Value>[] {
  return entries.flatMap((each, index) => {
    const group = items[index]?.group;
    const changes = group !== undefined && group !== items[index - 1]?.group;
    return changes ? [{ label: group, kind: vscode.QuickPickItemKind.Separator, answers: false }, each] : [each];
  });
}
