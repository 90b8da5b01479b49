/** Every command, once. package.json, the palette rules and the registrations are held against this list by a test. */
export const commandIds = [
  'privateConnect.signIn',
  'privateConnect.signOut',
  'privateConnect.switchAccount',
  'privateConnect.trySandbox',
  'privateConnect.refresh',
  'privateConnect.retry',
  'privateConnect.loadMore',
  'privateConnect.pinToTop',
  'privateConnect.unpin',
  'privateConnect.filter',
  'privateConnect.clearFilter',
  'privateConnect.chooseRegions',
  'privateConnect.showDetails',
  'privateConnect.openInConsole',
  'privateConnect.copyCrn',
  'privateConnect.copyName',
  'privateConnect.copyError',
  'privateConnect.connectPrivately',
  'privateConnect.createVpc',
  'privateConnect.createSubnet',
  'privateConnect.createVirtualServer',
  'privateConnect.createSshKey',
  'privateConnect.assignFloatingIp',
  'privateConnect.createEndpointGateway',
  'privateConnect.createServiceCredential',
  'privateConnect.allowTraffic',
  'privateConnect.installClientTools',
  'privateConnect.sendCertificate',
  'privateConnect.createSecretsManager',
  'privateConnect.makeVpnCertificates',
  'privateConnect.letVpnServersReadSecrets',
  'privateConnect.createClientVpnServer',
  'privateConnect.addVpnRoute',
  'privateConnect.acceptVpnRoutes',
  'privateConnect.createVpnGateway',
  'privateConnect.createVpnConnection',
  'privateConnect.createDnsServices',
  'privateConnect.createCustomResolver',
  'privateConnect.enableCustomResolver',
  'privateConnect.addForwardingRule',
  'privateConnect.run',
  'privateConnect.showPlan',
  'privateConnect.planAgain',
  'privateConnect.changePlan',
  'privateConnect.letThisMachineIn',
  'privateConnect.changeSshLogin',
  'privateConnect.cancelRun',
  'privateConnect.retryFromHere',
  'privateConnect.undo',
  'privateConnect.delete',
  'privateConnect.discardPlan',
  'privateConnect.keepAndForget',
  'privateConnect.findLeftBehind',
  'privateConnect.takeOver',
  'privateConnect.checkConnectivity',
  'privateConnect.checkAgain',
  'privateConnect.cancelCheck',
  'privateConnect.copyReport',
  'privateConnect.copyClientConfiguration',
  'privateConnect.openClientConfiguration',
  'privateConnect.writeClientConfiguration',
  'privateConnect.copyApiKey',
  'privateConnect.sendTestMessage',
  'privateConnect.copySshCommand',
  'privateConnect.openSshTerminal',
  'privateConnect.connectVpn',
  'privateConnect.saveVpnProfile',
  'privateConnect.openVpnInConnect',
  'privateConnect.copyVpnHosts',
  'privateConnect.letColleagueIn',
  'privateConnect.revokeVpnCertificate',
  'privateConnect.renewVpnCertificates',
  'privateConnect.onPremisesFiles',
  'privateConnect.applyOverSsh',
  'privateConnect.compareOffice',
  'privateConnect.openLogs',
  'privateConnect.reportIssue',
  'privateConnect.saveSupportBundle',
] as const;
export type CommandId = (typeof commandIds)[number];

/** Commands that a remedy may name; the panel's page may start these and no others by name. */
export const remedyCommands = [
  'privateConnect.checkAgain', 'privateConnect.connectPrivately', 'privateConnect.planAgain', 'privateConnect.letThisMachineIn',
  'privateConnect.changeSshLogin', 'privateConnect.createServiceCredential', 'privateConnect.showPlan',
  'privateConnect.saveVpnProfile', 'privateConnect.connectVpn', 'privateConnect.renewVpnCertificates', 'privateConnect.compareOffice',
] as const satisfies readonly CommandId[];

/** Commands that work while nobody is signed in; every other one needs an account. */
export const withoutAccount = [
  'privateConnect.signIn', 'privateConnect.trySandbox', 'privateConnect.openLogs', 'privateConnect.retry',
  'privateConnect.reportIssue', 'privateConnect.saveSupportBundle',
] as const satisfies readonly CommandId[];

/** Of the extension, as the editor knows it. */
export const extensionId = 'private-connect.private-connect';

/** The container in the activity bar. */
export const containerId = 'privateConnect';

export const viewIds = ['privateConnect.resources', 'privateConnect.activity'] as const;
export type ViewId = (typeof viewIds)[number];

/** Of `vscode.authentication`; the label is what the Accounts menu shows. */
export const authenticationId = 'privateConnect';
export const authenticationLabel = 'IBM Cloud';

/** Scheme of the read-only documents. */
export const documentScheme = 'private-connect';

/** What `when` clauses may ask, with the values that each key takes; the first is where it starts. */
export const contextKeys = {
  /** Someone is signed in, to IBM Cloud or to the sandbox. */
  'privateConnect.signedIn': [false, true],
  /** What the Resources view has to show. */
  'privateConnect.resources': ['unknown', 'shown', 'nothing-found', 'no-match', 'access-denied', 'signed-out'],
  /** A filter by name is on. */
  'privateConnect.filtered': [false, true],
  /** There is at least one plan or run. */
  'privateConnect.planned': [false, true],
  /** There is at least one that can be run, cancelled, gone on with, undone, discarded. */
  'privateConnect.runnable': [false, true],
  /** The document in front is a plan that can be run. */
  'privateConnect.planShown': [false, true],
  'privateConnect.cancellable': [false, true],
  'privateConnect.resumable': [false, true],
  'privateConnect.undoable': [false, true],
  'privateConnect.discardable': [false, true],
  'privateConnect.plannable': [false, true],
  'privateConnect.changeable': [false, true],
  'privateConnect.forgettable': [false, true],
  /** Something was checked in this window. */
  'privateConnect.reported': [false, true],
  /** There is at least one connection whose every step is done. */
  'privateConnect.connected': [false, true],
  /** One of them leads through a VPN that this machine dials. */
  'privateConnect.dialable': [false, true],
  /** One of them has an office's gateway at its other end. */
  'privateConnect.office': [false, true],
  /** A check passed, up to an answer from the instance. */
  'privateConnect.proven': [false, true],
  /** A test message went there and back. */
  'privateConnect.messageSent': [false, true],
} as const;
export type ContextKey = keyof typeof contextKeys;
export type ContextValue<K extends ContextKey> = (typeof contextKeys)[K][number];

/** Settings, all under `privateConnect.`. */
export const settingIds = ['regions', 'credentialRole', 'checkTimeoutSeconds', 'sandbox.pace'] as const;
export type SettingId = (typeof settingIds)[number];
