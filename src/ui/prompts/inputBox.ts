import * as vscode from 'vscode';
import { failureText, isCancelled } from '../../model/failure';
import { plain } from '../plain';
import type { Answer, TextQuestion } from './answers';
import { showPosition } from './quickPick';

/** An input box as a question. It stays open while its text is wrong or being tried, and when the focus leaves it. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const box = vscode.window.createInputBox();
  const trying = new AbortController();
  box.prompt = plain(question.prompt);
  box.placeholder = question.placeholder;
  box.value = question.value ?? '';
  box.password = question.secret === true;
  box.ignoreFocusOut = true;
  if (question.title !== undefined) {
    box.title = plain(question.title);
  }
  showPosition(box, question.position);
  return new Promise((resolve) => {
    const end = (answer: Answer<string>): void => {
      resolve(answer);
      trying.abort();
      box.dispose();
    };
    box.onDidChangeValue((text) => {
      box.validationMessage = text === '' ? undefined : question.check?.(text);
    });
    box.onDidTriggerButton(() => end({ kind: 'back' }));
    box.onDidHide(() => end({ kind: 'cancelled' }));
    box.onDidAccept(async () => {
      if (!box.busy && await accepted(box, question, trying.signal)) {
        end({ kind: 'value', value: box.value });
      }
    });
    question.signal?.addEventListener('abort', () => end({ kind: 'cancelled' }), { once: true });
    box.show();
    void tellMore(box, question, trying.signal);
  });
}

async function tellMore(box: vscode.InputBox, { prompt, more }: TextQuestion, signal: AbortSignal): Promise<void> {
  try {
    const text = await more?.(signal);
    if (text !== undefined && !signal.aborted) {
      box.prompt = plain(`${prompt} · ${text}`);
    }
  } catch (error) {
    if (!isCancelled(error) && !signal.aborted) {
      box.prompt = plain(`${prompt} · ${failureText(error, prompt).why}`);
    }
  }
}

async function accepted(box: vscode.InputBox, question: TextQuestion, signal: AbortSignal): Promise<boolean> {
  const wrong = question.check?.(box.value);
  if (wrong !== undefined) {
    box.validationMessage = wrong;
    return false;
  }
  if (question.accept === undefined) {
    return true;
  }
  box.busy = true;
  try {
    box.validationMessage = await question.accept(box.value, signal);
  } catch (error) {
    if (isCancelled(error)) {
      return false;
    }
    const { why, next } = failureText(error, question.prompt);
    box.validationMessage = plain(`${why} ${next}`);
  } finally {
    box.busy = false;
  }
  return box.validationMessage === undefined;
}
