// What does somebody look at? One View, written to and read from the address, so that a copied link shows the same.
import type { Selection } from '../../data/contract/selection.ts';
import { readSelectionText, type SelectionField, selectionFields, selectionToParameters } from '../../data/contract/selection-address.ts';

/** Where the map looks: degrees WGS84, MapLibre zoom 0..22, bearing and pitch in degrees. */
export interface Camera {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
  readonly bearing: number;
  readonly pitch: number;
}

/** One object on the map: id of its collection (data/contract/collections.ts) and its integer id. */
export interface ObjectKey {
  readonly collection: string;
  readonly id: number;
}

/** The area that is counted: a township by code, or a ring drawn on the map (open, lng/lat degrees, 3..60 corners). */
export type PickedArea = { readonly kind: 'township'; readonly code: string } | { readonly kind: 'drawn'; readonly ring: readonly (readonly [number, number])[] };

export const panelNames = ['overview', 'clusters', 'list', 'area', 'help', 'layers', 'map'] as const;
/** The open context panel. `layers` and `map` have a meaning of their own only on a phone, where rail and panels are sheets. */
export type PanelName = (typeof panelNames)[number];

/** How hazards are drawn: each one, or as density per km² by count, by level weight or major ones only. */
export const hazardViews = ['points', 'heat', 'heat-weighted', 'heat-major'] as const;
export type HazardView = (typeof hazardViews)[number];

export interface View {
  /** Null = the whole city fits the window. */
  readonly camera: Camera | null;
  /** Ids of the layers switched on (web/layers/index.ts). */
  readonly layers: readonly string[];
  readonly hazardView: HazardView;
  readonly selection: Selection;
  readonly object: ObjectKey | null;
  readonly area: PickedArea | null;
  readonly panel: PanelName;
  /** 条 = by department, 块 = by township. */
  readonly pivot: 'department' | 'township';
  /** Null = as the reader's system asks. */
  readonly theme: 'day' | 'night' | null;
  /** Null = as the reader's browser asks. */
  readonly language: 'zh-CN' | 'en' | null;
  /** Parameters of the overdue clusters (data/contract/analyses.ts). */
  readonly clusterDistanceMetres: number;
  readonly clusterMinimumMembers: number;
  /** Which collection the list shows. */
  readonly list: string;
  /** Basemap of the operator's list; null = the built-in one. */
  readonly base: string | null;
  /** Moment of the storm that is looked at (ISO, UTC); null = its strongest. */
  readonly moment: string | null;
}

/** What a bare address shows. Cluster figures equal the defaults of the analysis. */
export const defaultView: View = {
  camera: null,
  layers: ['enterprises', 'fishing-ports', 'hazards'],
  hazardView: 'heat',
  selection: {},
  object: null,
  area: null,
  panel: 'overview',
  pivot: 'township',
  theme: null,
  language: null,
  clusterDistanceMetres: 400,
  clusterMinimumMembers: 5,
  list: 'hazards',
  base: null,
  moment: null,
};

/** Keys of the address that are not fields of the selection, in the order in which they are written. */
export const viewKeys = ['camera', 'layers', 'view', 'object', 'area', 'panel', 'pivot', 'clusters', 'list', 'base', 'moment', 'theme', 'language'] as const;
/** Every key of the address. */
export const addressKeys: readonly string[] = [...viewKeys, ...selectionFields];

type Parameters = Readonly<Record<string, string | null | undefined>>;

/**
 * Reads a view from the parameters of an address. A parameter that cannot be read counts as absent and is named in `unread`;
 * unknown parameters are left alone. Never throws.
 */
export function viewFromParameters(parameters: Parameters): { view: View; unread: string[] } {
  const unread: string[] = [];
  const read = <Value>(key: string, parse: (text: string) => Value | undefined, fallback: Value): Value => {
    const text = parameters[key];
    if (text === null || text === undefined) return fallback;
    const value = parse(text);
    if (value === undefined) unread.push(key);
    return value ?? fallback;
  };
  const oneOf = <Word extends string>(words: readonly Word[]) => (text: string) => words.find((word) => word === text);
  const clusters = read('clusters', readClusters, { distance: defaultView.clusterDistanceMetres, members: defaultView.clusterMinimumMembers });
  const view: View = {
    camera: read<Camera | null>('camera', readCamera, null),
    layers: read<readonly string[]>('layers', readLayers, defaultView.layers),
    hazardView: read('view', oneOf(hazardViews), defaultView.hazardView),
    selection: readSelection(parameters, unread),
    object: read<ObjectKey | null>('object', readObject, null),
    area: read<PickedArea | null>('area', readArea, null),
    panel: read('panel', oneOf(panelNames), defaultView.panel),
    pivot: read('pivot', oneOf(['department', 'township'] as const), defaultView.pivot),
    theme: read<View['theme']>('theme', oneOf(['day', 'night'] as const), null),
    language: read<View['language']>('language', oneOf(['zh-CN', 'en'] as const), null),
    clusterDistanceMetres: clusters.distance,
    clusterMinimumMembers: clusters.members,
    list: read('list', (text) => (/^[a-z-]{1,40}$/.test(text) ? text : undefined), defaultView.list),
    base: read<string | null>('base', (text) => (/^[a-z0-9-]{1,40}$/.test(text) ? text : undefined), null),
    moment: read<string | null>('moment', (text) => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined), null),
  };
  return { view, unread };
}

/** Gives the parameters of a view; what equals the default is null, so that the address stays short. Reading them back gives an equal view. */
export function viewToParameters(view: View): Record<string, string | null> {
  const unless = (same: boolean, text: string): string | null => (same ? null : text);
  const selection = selectionToParameters(view.selection);
  return {
    camera: view.camera === null ? null : writeCamera(view.camera),
    layers: unless(view.layers.join() === defaultView.layers.join(), view.layers.length === 0 ? 'none' : view.layers.join(',')),
    view: unless(view.hazardView === defaultView.hazardView, view.hazardView),
    object: view.object === null ? null : `${view.object.collection}/${view.object.id}`,
    area: view.area === null ? null : writeArea(view.area),
    panel: unless(view.panel === defaultView.panel, view.panel),
    pivot: unless(view.pivot === defaultView.pivot, view.pivot),
    clusters: unless(
      view.clusterDistanceMetres === defaultView.clusterDistanceMetres && view.clusterMinimumMembers === defaultView.clusterMinimumMembers,
      `${view.clusterDistanceMetres},${view.clusterMinimumMembers}`,
    ),
    list: unless(view.list === defaultView.list, view.list),
    base: view.base,
    moment: view.moment,
    theme: view.theme,
    language: view.language,
    ...Object.fromEntries(selectionFields.map((name) => [name, selection[name] ?? null])),
  };
}

/** Gives the selection without some of its fields. */
export function withoutFields(selection: Selection, names: readonly SelectionField[]): Selection {
  return Object.fromEntries(Object.entries(selection).filter(([name, value]) => value !== undefined && !names.includes(name as SelectionField)));
}

function readSelection(parameters: Parameters, unread: string[]): Selection {
  const given = Object.fromEntries(selectionFields.flatMap((name) => (typeof parameters[name] === 'string' ? [[name, parameters[name]]] : [])));
  const { raw, issues } = readSelectionText(given);
  unread.push(...issues.map(({ parameter }) => parameter));
  if (typeof raw['foundFrom'] === 'string' && typeof raw['foundTo'] === 'string' && raw['foundTo'] < raw['foundFrom']) {
    unread.push('foundTo');
    delete raw['foundTo'];
  }
  return raw as Selection;
}

function readNumbers(text: string, least: number, most: number): number[] | undefined {
  const parts = text.split(',');
  const numbers = parts.map(Number);
  return parts.length < least || parts.length > most || parts.includes('') || numbers.some((number) => !Number.isFinite(number)) ? undefined : numbers;
}

function readCamera(text: string): Camera | undefined {
  const [lng, lat, zoom, bearing = 0, pitch = 0] = readNumbers(text, 3, 5) ?? [];
  if (lng === undefined || lat === undefined || zoom === undefined) return undefined;
  if (Math.abs(lng) > 180 || Math.abs(lat) > 85 || zoom < 0 || zoom > 22 || Math.abs(bearing) > 360 || pitch < 0 || pitch > 60) return undefined;
  return { lng, lat, zoom, bearing, pitch };
}

function writeCamera(camera: Camera): string {
  const turned = camera.bearing !== 0 || camera.pitch !== 0;
  const parts = [camera.lng.toFixed(5), camera.lat.toFixed(5), camera.zoom.toFixed(2)];
  return (turned ? [...parts, camera.bearing.toFixed(1), camera.pitch.toFixed(1)] : parts).join(',');
}

function readLayers(text: string): string[] | undefined {
  if (text === 'none') return [];
  const ids = text.split(',');
  return ids.every((id) => /^[a-z-]{1,40}$/.test(id)) ? [...new Set(ids)] : undefined;
}

function readObject(text: string): ObjectKey | undefined {
  const [, collection, id] = /^([a-z-]{1,40})\/(\d{1,9})$/.exec(text) ?? [];
  return collection === undefined || id === undefined ? undefined : { collection, id: Number(id) };
}

function readArea(text: string): PickedArea | undefined {
  if (/^[\w.:-]{1,32}$/.test(text) && !text.includes('~')) return { kind: 'township', code: text };
  const ring = text.split('~').map((corner) => readNumbers(corner, 2, 2));
  if (ring.length < 3 || ring.length > 60) return undefined;
  const corners: [number, number][] = [];
  for (const corner of ring) {
    const [lng, lat] = corner ?? [];
    if (lng === undefined || lat === undefined || Math.abs(lng) > 180 || Math.abs(lat) > 85) return undefined;
    corners.push([lng, lat]);
  }
  return { kind: 'drawn', ring: corners };
}

function writeArea(area: PickedArea): string {
  return area.kind === 'township' ? area.code : area.ring.map(([lng, lat]) => `${lng.toFixed(5)},${lat.toFixed(5)}`).join('~');
}

function readClusters(text: string): { distance: number; members: number } | undefined {
  const [distance, members] = readNumbers(text, 2, 2) ?? [];
  if (distance === undefined || members === undefined || distance < 20 || distance > 5000) return undefined;
  return Number.isInteger(members) && members >= 2 && members <= 500 ? { distance, members } : undefined;
}
