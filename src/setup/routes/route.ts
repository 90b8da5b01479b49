import type { GenericSchema } from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { ThisMachine } from '../../machine/thisMachine';
import type { Environment } from '../../model/account';
import type { Connection } from '../../model/connection';
import type { DialledVpn } from '../../model/dialledVpn';
import type { Failure } from '../../model/failure';
import type { Opening, Path } from '../../model/path';
import type { ServerLogin } from '../../model/serverLogin';
import type { Service } from '../../model/service';
import type { Vantages } from '../../model/vantage';
import type { OpenServer, SecretVault } from '../dependencies';
import type { History } from '../journal/history';
import type { OfficeSite } from '../office/site';
import type { Step } from '../steps/step';

/** How a connection by this route is spoken of. */
export interface RouteWords {
  /** Ends a run's title: "through build-box". */
  readonly how: string;
  /** The name of what it leads through: "build-box". */
  readonly through: string;
  /** What that is: "virtual server". */
  readonly kind: string;
  /** Of what leads nowhere, the whole title of a run. */
  readonly title?: string | undefined;
}

/** What a route's vantages are opened with. */
export interface VantageTools {
  readonly history: History;
  readonly cloud: Cloud;
  readonly environment: Environment;
  readonly openServer: OpenServer;
  readonly machine: ThisMachine;
  readonly secrets: SecretVault;
  /** Who is signed in, by IAM's id; undefined where nobody knows. */
  readonly iamId?: string | undefined;
  /** What a VPN client that was started for the connection writes its log to; it need not be there. */
  readonly vpnLogPath: string;
}

/** From where the way in may be entered, where a rule of ours says so. */
export interface RouteSource<Choices> {
  /** None where no rule is made for it. */
  ranges(choices: Choices): readonly string[];
  /** The same choices with this machine's address in its place; the rule of the one before is taken away. */
  changed(choices: Choices, address: string): Choices;
}

/** Who signs in where the way leads through a server, and at which of its ports. */
export interface RouteLogin<Choices> {
  of(choices: Choices): ServerLogin;
  /** The same choices with another one. */
  changed(choices: Choices, login: ServerLogin): Choices;
}

/** What of the way ends by itself, and is made anew before. */
export interface RouteRenewal<Choices> {
  /** Why there is nothing of ours to renew; undefined where there is. */
  refuse(choices: Choices): Failure | undefined;
  /** The same choices with all of it made anew at that time; what was before goes. */
  changed(choices: Choices, at: Date): Choices;
}

/** A way in. Everything special to it is here, in its folder; nothing outside asks which route a connection takes. */
export interface Route<Choices> {
  readonly id: string;
  /** Reads saved choices, and refuses those of another route. */
  readonly schema: GenericSchema<unknown, Choices>;
  words(choices: Choices): RouteWords;
  /** What may not change any more once something was made by it, as plain data. */
  frame(choices: Choices): unknown;
  /** Left out where nothing on this side of the way is let in by a rule. */
  readonly source?: RouteSource<Choices>;
  /** Left out where nobody signs in to anything on the way. */
  readonly login?: RouteLogin<Choices>;
  /** Left out where nothing of it ends by itself. */
  readonly renewal?: RouteRenewal<Choices>;
  /** Left out where nobody dials a VPN on the way. */
  vpn?(choices: Choices): DialledVpn;
  /** Left out where no office's gateway is at the other end of the way. */
  site?(choices: Choices): OfficeSite;
  /** Why a run with these choices is refused. */
  refuse?(choices: Choices): Failure | undefined;
  /** It is no way to an instance: nothing of it is checked, and no client goes through it. */
  readonly leadsNowhere?: true;
  /** It only holds things: nothing of it is planned or run. */
  readonly onlyHolds?: true;
  /** What it needs, in order. */
  steps(connection: Connection<Choices>, service: Service): readonly Step[];
  path(connection: Connection<Choices>, service: Service): Path;
  openings(connection: Connection<Choices>, service: Service): readonly Opening[];
  vantages(connection: Connection<Choices>, tools: VantageTools): Vantages;
}

/** A route as one connection takes it: its choices are read, and their type is nobody's business any more. */
export interface TakenRoute {
  readonly words: RouteWords;
  readonly frame: unknown;
  readonly refused: Failure | undefined;
  readonly leadsNowhere: boolean;
  readonly onlyHolds: boolean;
  /** Who is let in, and the choices that let in this machine's address instead. */
  readonly source: { readonly ranges: readonly string[]; changedTo(address: string): unknown } | undefined;
  /** Who signs in, and the choices with somebody else. */
  readonly login: (ServerLogin & { changedTo(login: ServerLogin): unknown }) | undefined;
  /** The choices with what ends by itself made anew; throws a Failure where there is nothing of ours. */
  readonly renewal: { changedAt(at: Date): unknown } | undefined;
  /** What is dialled. */
  readonly vpn: DialledVpn | undefined;
  /** What an office's gateway is set up for. */
  readonly site: OfficeSite | undefined;
  readonly steps: readonly Step[];
  readonly path: Path;
  readonly openings: readonly Opening[];
  vantages(tools: VantageTools): Vantages;
}

/** A route on the list: it is loaded when a connection takes it. */
export interface RouteEntry {
  readonly id: string;
  load(): Promise<LoadedRoute>;
}

export interface LoadedRoute {
  /** Throws what the route's own functions throw, and a Failure `setup.damaged-choices` for choices that are not its own. */
  take(connection: Connection, service: Service): TakenRoute;
}
