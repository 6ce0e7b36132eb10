// How does the page ask the server? One typed request function and the shapes of the answers, all in one place.
import type { AreaCounts, HazardCounts, HazardDensity, HazardSeries, LayerCounts, OverdueClusters } from '../../data/contract/analyses.ts';
import type { CriteriaClause, CriteriaDocument } from '../../data/contract/criteria.ts';
import type { Derived } from '../../data/contract/derived.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { HazardEventRow } from '../../data/contract/hazards.ts';
import type { Health } from '../../data/contract/health.ts';
import type { Problem } from '../../data/contract/problem.ts';
import type { StormPoint } from '../../data/contract/storms.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';

/** A property of an item as it travels: flat scalars. */
export type Scalar = string | number | boolean | null;

/** One item of a collection (GeoJSON feature with integer id). */
export interface Item {
  readonly type: 'Feature';
  readonly id: number;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, Scalar>>;
}

/** One page of items; `numberMatched` counts all that pass the filter. */
export interface ItemPage {
  readonly features: readonly Item[];
  readonly numberMatched?: number;
  readonly numberReturned?: number;
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
}

/** The city the map shows. */
export interface City {
  readonly name: string;
  readonly nameEn: string | null;
  readonly box: Box;
  readonly zoneEpsg: number;
  readonly mapApprovalNumber: string | null;
  readonly synthetic: boolean;
}

/** A hit of the search by name, pinyin or code. */
export interface SearchHit {
  readonly collection: string;
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly areaCode: string | null;
  readonly centre: readonly [number, number];
}

/** A word of the glossary in both languages. */
export interface GlossaryEntry {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly definitionZh: string;
  readonly definitionEn: string;
}

/** How a figure is worked out, by the key that travels as `method` of every Derived. */
export type Methods = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** What is known around one site: its hazards and inspections, latest first. */
export interface SiteSummary {
  readonly hazards: { readonly total: number; readonly open: number; readonly overdue: number; readonly items: readonly Item[] };
  readonly inspections: { readonly total: number; readonly items: readonly Item[] };
}

/** Every answer by its path under /api. */
export interface Answers {
  '/health': Health;
  '/city': City;
  '/vocabularies': { readonly lists: readonly CodeList[] };
  '/criteria': { readonly documents: readonly CriteriaDocument[]; readonly clauses: readonly CriteriaClause[] };
  '/glossary': { readonly entries: readonly GlossaryEntry[] };
  '/methods': { readonly methods: Methods };
  '/search': { readonly hits: readonly SearchHit[] };
  '/analyses/hazard-counts': Derived<HazardCounts>;
  '/analyses/hazard-series': Derived<HazardSeries>;
  '/analyses/overdue-clusters': Derived<OverdueClusters>;
  '/analyses/hazard-density': Derived<HazardDensity>;
  '/analyses/area-counts': Derived<AreaCounts>;
  '/analyses/layer-counts': Derived<LayerCounts>;
}
/** A storm with its whole track. Winds are means over `averagingMinutes`. */
export interface StormTrack {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly season: number;
  readonly issuer: string;
  readonly averagingMinutes: number;
  readonly points: readonly StormPoint[];
}
export type StormTracks = { readonly storms: readonly StormTrack[] };
export type HazardEvents = { readonly events: readonly HazardEventRow[] };

/** A request that did not succeed: the server's problem, or none when the server could not be reached (status 0). */
export class RequestError extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? (status === 0 ? 'unreachable' : `status ${status}`));
    this.name = 'RequestError';
    this.status = status;
    this.problem = problem;
  }
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Gives the address of a request under /api; parameters that are null or undefined are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return `/api${path}${text === '' ? '' : `?${text}`}`;
}

/** Told when an answer says that nobody is signed in; the acts of signing in themselves aside. */
const whoHears = new Set<() => void>();

/** Calls `hear` whenever an answer says that a sign-in is required, until the returned function is called. */
export function whenSignInIsRequired(hear: () => void): () => void {
  whoHears.add(hear);
  return () => whoHears.delete(hear);
}

/** Names that our own pages ask: the server takes a change only with it (cross-site request forgery). */
const ownPage = { 'X-Anlan-Request': 'page' };

/** Asks for JSON; with a body it is a POST unless told. Gives undefined for an empty answer. Throws RequestError for everything but a success; an abort passes through as it is. */
export async function request<Answer>(path: string, options: { query?: Query; body?: unknown; signal?: AbortSignal; method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; headers?: Readonly<Record<string, string>> } = {}): Promise<Answer> {
  const method = options.method ?? (options.body === undefined ? 'GET' : 'POST');
  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), {
      method,
      headers: { Accept: 'application/json, application/geo+json', ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(method === 'GET' ? {} : ownPage), ...options.headers },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw new RequestError(0, null);
  }
  if (response.status === 401 && !/^\/(session|auth|setup)/.test(path)) for (const hear of whoHears) hear();
  if (!response.ok) throw new RequestError(response.status, await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** Asks one of the fixed addresses; the answer's type follows from the path. */
export function ask<Path extends keyof Answers>(path: Path, query: Query = {}, signal?: AbortSignal): Promise<Answers[Path]> {
  return request<Answers[Path]>(path, { query, signal });
}

/** Gives the problem an answer carries, null when it carries none. */
export async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    return typeof body.detail === 'string' ? (body as Problem) : null;
  } catch {
    return null;
  }
}
