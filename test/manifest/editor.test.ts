import assert from 'node:assert/strict';
import { commandIds } from '../../src/ui/ids';
import { contributes, read, said, sources, texts } from './manifest';

const ui = sources('src/ui').map((path) => ({ path, text: read(path) }));

/** Files of src/ui whose text has a pattern. */
function withText(pattern: RegExp): readonly string[] {
  return ui.filter(({ text }) => pattern.test(text)).map(({ path }) => path).sort();
}

describe('what is shown without being looked for', () => {
  it('is shown at three places alone, so that what a person did not start shows nothing', () => {
    // The one for failures, the one for a command that could not start, and the one that asks before a key is lost.
    assert.deepEqual(
      withText(/\bshow(?:Error|Warning|Information)Message\b/), ['src/ui/auth/confirmLoss.ts', 'src/ui/commands/register.ts', 'src/ui/notices.ts'],
    );
  });

  it('comes from commands, the end of a session, and things to know once: never from a view, a load or a poll', () => {
    const senders = withText(/\bnotices\.(?:failure|done)\(/);
    assert.deepEqual(senders.filter((path) => !path.startsWith('src/ui/commands/')), ['src/ui/services.ts']);
  });

  it('is modal only before something is lost', () => {
    assert.deepEqual(withText(/modal: true/), ['src/ui/auth/confirmLoss.ts']);
  });

  it('is progress in the view it belongs to, never a notice that may be left running', () => {
    const locations = ui.flatMap(({ text }) => [...text.matchAll(/withProgress\(\{([^}]*)\}/g)].map(([, options = '']) => options));
    assert.ok(locations.length > 0);
    assert.ok(locations.every((options) => options.includes('location: { viewId: \'privateConnect.')), locations.join('\n'));
    // Commands work without the editor's API, so none has progress of another kind.
    assert.deepEqual(withText(/from 'vscode'/).filter((path) => path.startsWith('src/ui/commands/')), ['src/ui/commands/register.ts']);
    assert.deepEqual(withText(/ProgressLocation\.Notification/), []);
  });

  it('has one item in the status bar, without a colour of its own; a word in passing has one icon and no colour', () => {
    assert.deepEqual(withText(/createStatusBarItem|StatusBarAlignment|statusBarItem\./), ['src/ui/glance/statusBar.ts']);
    assert.doesNotMatch(read('src/ui/glance/statusBar.ts'), /color|backgroundColor/i);
    assert.deepEqual(ui.flatMap(({ text }) => [...text.matchAll(/setStatusBarMessage\((?:t\()?'([^']*)'/g)].map(([, said = '']) => said)), ['$(check) Copied']);
  });

  it('offers the log with every failure, and no button that does nothing', () => {
    assert.match(read('src/ui/notices.ts'), /title: t\('Open Logs'\), run: \(\) => this\.log\.show\(\)/);
    const titles = ui.flatMap(({ text }) => [...text.matchAll(/\{ title: (?:t\()?'[^']+'\)?(?:,| \})[^\n]*/g)].map(([line]) => line));
    assert.ok(titles.length >= 4);
    assert.ok(titles.every((line) => /\b(?:run|command):/.test(line)), titles.join('\n'));
  });
});

describe('the trees', () => {
  it('have no row that acts as a button: the one place that makes rows gives none a command', () => {
    assert.deepEqual(withText(/new vscode\.TreeItem\(/), ['src/ui/tree/treeItem.ts']);
    assert.doesNotMatch(read('src/ui/tree/treeItem.ts'), /\.command\s*=/);
    assert.deepEqual(withText(/onDidChangeSelection/), []);
  });

  it('make nothing in a tooltip trusted or HTML, and use product icons alone', () => {
    const text = read('src/ui/tree/treeItem.ts');
    assert.match(text, /isTrusted = false[\s\S]*supportHtml = false/);
    assert.match(text, /iconPath = new vscode\.ThemeIcon\(/);
    for (const part of ['item.id = ', 'item.accessibilityInformation = ', 'item.tooltip = ', 'item.contextValue = ']) assert.ok(text.includes(part), part);
  });
});

describe('a command\'s title', () => {
  /** Ask for something even when they are started on an item: a way, a text, a choice, or a typed confirmation. */
  const asking = [
    'signIn', 'switchAccount', 'filter', 'chooseRegions', 'connectPrivately', 'undo', 'copyClientConfiguration', 'openClientConfiguration', 'sendTestMessage',
    'reportIssue', 'saveSupportBundle', 'keepAndForget', 'findLeftBehind', 'changePlan', 'createVpc', 'createSubnet', 'createEndpointGateway',
    'createServiceCredential', 'allowTraffic', 'createVirtualServer', 'createSshKey', 'assignFloatingIp', 'delete', 'changeSshLogin',
    'installClientTools', 'sendCertificate', 'writeClientConfiguration', 'takeOver', 'saveVpnProfile', 'openVpnInConnect', 'copyVpnHosts',
    'createSecretsManager', 'makeVpnCertificates', 'letVpnServersReadSecrets', 'createClientVpnServer', 'addVpnRoute', 'acceptVpnRoutes',
    'letColleagueIn', 'revokeVpnCertificate', 'renewVpnCertificates', 'onPremisesFiles', 'applyOverSsh', 'compareOffice', 'createVpnGateway', 'createVpnConnection', 'createDnsServices',
    'createCustomResolver', 'enableCustomResolver', 'addForwardingRule',
  ].map((name) => `privateConnect.${name}`);

  it('ends with "…" when more input follows, and only then', () => {
    const dotted = contributes.commands.filter(({ title }) => said(title).endsWith('…')).map(({ command }) => command);
    assert.deepEqual(dotted.sort(), [...asking].sort());
    assert.ok(contributes.commands.every(({ title }) => !said(title).slice(0, -1).includes('…') && !said(title).includes('...')));
  });

  it('is called the same in every text that leads to it', () => {
    const titles = contributes.commands.map(({ title }) => said(title));
    const links = Object.values(texts).flatMap((text) => [...text.matchAll(/\[([^\]]+)\]\(command:(privateConnect\.\w+)\)/g)]);
    for (const [, label = '', id = ''] of links.filter(([, , target = '']) => commandIds.some((command) => command === target))) {
      const title = said(contributes.commands.find(({ command }) => command === id)?.title ?? '');
      // A link in a sentence has its own words; a button repeats the command's, or says to what.
      if (titles.includes(label)) assert.equal(label, title, id);
    }
  });
});

describe('what the panel offers', () => {
  it('is a command as well, each in the palette', () => {
    const requests = [...read('src/model/panel.ts').matchAll(/readonly type: '([\w-]+)'/g)].map(([, type = '']) => type);
    const run = new Map([...read('src/ui/checks/panels.ts').matchAll(/'([\w-]+)': '(privateConnect\.\w+)'/g)].map(([, type = '', id = '']) => [type, id]));
    // A state is sent to the page, `ready` asks for it, and a remedy is a command by its own id.
    assert.deepEqual(requests.filter((type) => !['state', 'ready', 'remedy'].includes(type)).sort(), [...run.keys()].sort());
    for (const id of run.values()) {
      assert.ok(contributes.menus['commandPalette']?.some(({ command, when }) => command === id && when !== 'false'), id);
    }
  });

  it('is opened at one place, by a command, and restored by the editor alone', () => {
    assert.deepEqual(withText(/createWebviewPanel\(/), ['src/ui/panel/connectivityPanels.ts']);
    assert.deepEqual(withText(/panels\.open\(/), ['src/ui/commands/checkCommands.ts']);
    assert.deepEqual(withText(/retainContextWhenHidden/), []);
  });

  it('is no wizard: its page asks nothing but which client to show', () => {
    const page = sources('src/webview').map(read).join('\n');
    assert.deepEqual([...page.matchAll(/(?:active|element)\('(input|textarea|form|select)'/g)].map(([, tag]) => tag), ['select']);
  });

  it('has only the editor\'s colours and fonts', () => {
    const css = read('media/panel.css').replace(/\/\*[\s\S]*?\*\//g, '');
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|color)a?\(|url\(|@import|!important/i);
    const named = [...css.matchAll(/(?:color|background|border(?:-\w+)*|fill|stroke|outline)\s*:\s*([^;}]+)/g)]
      .map(([, value = '']) => value.replace(/var\([^()]*(?:\([^()]*\)[^()]*)*\)/g, ''));
    assert.ok(named.length > 20);
    for (const value of named) assert.doesNotMatch(value, /\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple)\b/i, value);
    const fonts = [...css.matchAll(/font-family\s*:\s*([^;}]+)/g)].map(([, value = '']) => value.trim());
    assert.ok(fonts.length > 0 && fonts.every((value) => value.startsWith("var(--vscode-")), fonts.join(', '));
  });

  it('holds the editor\'s own door in its module alone', () => {
    const page = sources('src/webview').filter((path) => read(path).includes('acquireVsCodeApi('));
    assert.deepEqual(page, ['src/webview/page.ts']);
    assert.doesNotMatch(read('src/webview/page.ts'), /(?:window|globalThis)\s*(?:\.|\[)\s*['"]?\w+['"]?\]?\s*=|export /);
  });
});

describe('a folder that is open', () => {
  it('is neither read nor trusted: nothing in it is run, and a command that says so writes to it alone', () => {
    assert.deepEqual(withText(/findFiles|rootPath|tasks\.executeTask|ShellExecution/), []);
    assert.deepEqual(withText(/workspaceFolders|workspace\.isTrusted/), ['src/ui/editor/vscodeWorkspace.ts']);
    // The other reads a file that the person chooses.
    assert.deepEqual(withText(/workspace\.fs\b|\bfs \} = vscode\.workspace/), ['src/ui/editor/chosenFiles.ts', 'src/ui/editor/vscodeWorkspace.ts']);
    assert.deepEqual(withText(/editor\.workspace\(/), ['src/ui/commands/workspaceCommands.ts']);
    // The editor's own proxy settings, which a folder cannot set, and ours.
    assert.deepEqual(withText(/getConfiguration\(/), ['src/ui/session/realEnvironment.ts', 'src/ui/settings.ts']);
  });
});
