import * as vscode from 'vscode';
import { plain } from '../plain';
import type { Answer, LossQuestion, LossRow } from './answers';
import { headOf, stageOf, type Stage } from './loss';

type Row = vscode.QuickPickItem & { readonly isHead: boolean };

/** A list that is read while a name is typed above it: no row is an answer, Enter with another name keeps everything. */
export function askLoss(question: LossQuestion): Promise<Answer<string>> {
  const box = vscode.window.createQuickPick<Row>();
  const rows = question.rows.map(row);
  let stage: Stage | undefined;
  const show = (next: Stage): void => {
    if (stage !== next) {
      stage = next;
      const head = headRow(question, next);
      box.items = [head, ...rows];
      box.activeItems = [head];
    }
  };
  box.title = plain(question.title);
  box.placeholder = question.name;
  box.ignoreFocusOut = true;
  box.keepScrollPosition = true;
  return new Promise((resolve) => {
    const end = (answer: Answer<string>): void => {
      resolve(answer);
      box.dispose();
    };
    box.onDidChangeValue((text) => show(stageOf(question, text)));
    box.onDidHide(() => end({ kind: 'cancelled' }));
    box.onDidAccept(() => {
      const [picked] = box.selectedItems;
      if (picked !== undefined && !picked.isHead) {
        // A click on what is only read agrees to nothing.
        box.activeItems = box.items.slice(0, 1);
      } else if (stageOf(question, box.value) === 'agreed') {
        end({ kind: 'value', value: box.value });
      } else {
        show('refused');
      }
    });
    show('asked');
    box.show();
  });
}

function headRow(question: LossQuestion, stage: Stage): Row {
  const { label, icon } = headOf(question, stage);
  return { label: plain(label), iconPath: new vscode.ThemeIcon(icon), alwaysShow: true, isHead: true };
}

// The text is no label: the editor would sort a row whose label has the letters that are typed before the others.
function row({ text, detail, icon }: LossRow): Row {
  return { label: `$(${icon})`, description: plain(text), ...(detail === undefined ? {} : { detail: plain(detail) }), alwaysShow: true, isHead: false };
}
