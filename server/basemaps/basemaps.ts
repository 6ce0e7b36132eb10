// Which basemaps did the operator name, and where do their tiles come from? Archives on this machine, or services asked on the page's behalf.
import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { PMTiles, type RangeResponse, type Source, TileType } from 'pmtiles';
import { type Basemap, BasemapList, type WmtsEntry } from '../../data/contract/basemaps.ts';
import { AppError } from '../errors.ts';
import { fetchImage, type Image } from './pinned-fetch.ts';

export interface BasemapTile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface Basemaps {
  /** What the page is told, in the order of the list. */
  readonly list: readonly Basemap[];
  /** Origins the page itself asks. */
  readonly origins: readonly string[];
  /** Differs when the list or an archive differs: for ETags. */
  readonly tag: string;
  /** Gives a tile; null where there is none. `sheet` counts the images drawn over each other from 0. Throws AppError `not-found` for an unknown map, `upstream-failed`. */
  tile(id: string, sheet: number, z: number, x: number, y: number): Promise<BasemapTile | null>;
  close(): Promise<void>;
}

export const noBasemaps: Basemaps = {
  list: [],
  origins: [],
  tag: 'none',
  tile: (id) => Promise.reject(unknown(id)),
  close: () => Promise.resolve(),
};

/** Tiles of services kept in memory: a wall shows the same ones all day. */
const keptBytes = 48_000_000;
/** Tiles asked of services at one time. */
const mostAtOnce = 32;

const unknown = (id: string): AppError => new AppError('not-found', `basemap: seen ${JSON.stringify(id.slice(0, 60))}, expected one that /api/basemaps lists`);

/** A file read by ranges, as the archive's library asks for them. */
class FileRanges implements Source {
  private readonly file: FileHandle;
  private readonly key: string;
  constructor(file: FileHandle, key: string) {
    this.file = file;
    this.key = key;
  }
  getKey(): string {
    return this.key;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await this.file.read(buffer, 0, length, offset);
    return { data: buffer.buffer.slice(0, bytesRead) };
  }
}

interface Served {
  readonly basemap: Basemap;
  tile(sheet: number, z: number, x: number, y: number): Promise<BasemapTile | null>;
}

/** Reads the operator's list. Throws AppError `invalid-body` that names the entry, what was seen and what was expected; keys are not repeated. */
export async function readBasemaps(path: string): Promise<Basemaps> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid-body', `ANLAN_BASEMAPS: seen a file that cannot be read (${error.code ?? 'unknown reason'}), expected a JSON list of basemaps`, {}, error);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid-body', 'ANLAN_BASEMAPS: seen a file that is not JSON, expected a list of basemaps', {}, error);
  }
  const parsed = BasemapList.safeParse(json);
  if (!parsed.success) throw new AppError('invalid-body', `ANLAN_BASEMAPS: ${parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the list'}: ${issue.message}`).join('; ')}`);
  const files: FileHandle[] = [];
  const served: Served[] = [];
  const hash = createHash('sha256').update(text);
  const memory = new TileMemory();
  for (const entry of parsed.data) {
    const { id, name, nameEn, attribution } = entry;
    const common = { id, name, nameEn, attribution, tiles: [] as string[], tileSize: 256, minZoom: 0, maxZoom: 22, box: null, styleUrl: null };
    if (entry.kind === 'style') served.push({ basemap: { ...common, drawn: 'style', styleUrl: entry.url }, tile: () => Promise.resolve(null) });
    else if (entry.kind === 'wmts') {
      served.push({
        basemap: { ...common, drawn: 'raster', tiles: entry.urls.map((_, sheet) => `${sheet}/{z}/{x}/{y}`), tileSize: entry.tileSize, minZoom: entry.minZoom, maxZoom: entry.maxZoom },
        tile: (sheet, z, x, y) => memory.get(`${id} ${sheet} ${z} ${x} ${y}`, () => askService(entry, sheet, z, x, y)),
      });
    } else {
      const file = await open(resolve(dirname(path), entry.file), 'r').catch((error: NodeJS.ErrnoException) => {
        throw new AppError('invalid-body', `ANLAN_BASEMAPS: ${id}: seen no readable file (${error.code ?? 'unknown reason'}), expected a PMTiles archive`, {}, error);
      });
      files.push(file);
      const { size, mtimeMs } = await file.stat();
      hash.update(`${id} ${size} ${mtimeMs}`);
      served.push(await readArchive(file, common));
    }
  }
  const byId = new Map(served.map((one) => [one.basemap.id, one]));
  return {
    list: served.map(({ basemap }) => basemap),
    origins: [...new Set(parsed.data.flatMap((entry) => (entry.kind === 'style' ? [new URL(entry.url).origin, ...entry.origins] : [])))],
    tag: hash.digest('hex').slice(0, 16),
    tile: (id, sheet, z, x, y) => byId.get(id)?.tile(sheet, z, x, y) ?? Promise.reject(unknown(id)),
    close: async () => {
      await Promise.all(files.map((file) => file.close()));
    },
  };
}

type Common = Omit<Basemap, 'drawn'>;

async function readArchive(file: FileHandle, common: Common): Promise<Served> {
  const archive = new PMTiles(new FileRanges(file, common.id));
  const broken = (seen: string, error?: unknown): AppError => new AppError('invalid-body', `ANLAN_BASEMAPS: ${common.id}: seen ${seen}, expected a PMTiles archive (version 3) of images or of vector tiles as Protomaps or OpenMapTiles name them`, {}, error);
  const header = await archive.getHeader().catch((error: unknown) => {
    throw broken('a file that is not one', error);
  });
  const types: Partial<Record<TileType, string>> = { [TileType.Mvt]: 'application/vnd.mapbox-vector-tile', [TileType.Png]: 'image/png', [TileType.Jpeg]: 'image/jpeg', [TileType.Webp]: 'image/webp' };
  const type = types[header.tileType];
  if (type === undefined) throw broken(`tiles of type ${header.tileType}`);
  let drawn: Basemap['drawn'] = 'raster';
  if (header.tileType === TileType.Mvt) {
    const { vector_layers: layers = [] } = ((await archive.getMetadata()) ?? {}) as { vector_layers?: { id: string }[] };
    const names = new Set(layers.map((layer) => layer.id));
    if (names.has('earth') && names.has('roads')) drawn = 'protomaps';
    else if (names.has('water') && names.has('transportation')) drawn = 'openmaptiles';
    else throw broken(`vector layers ${[...names].slice(0, 12).join(', ') || '(none named)'}`);
  }
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  return {
    basemap: { ...common, drawn, tiles: ['0/{z}/{x}/{y}'], minZoom, maxZoom, box: [minLon, minLat, maxLon, maxLat] },
    tile: async (_sheet, z, x, y) => {
      const found = await archive.getZxy(z, x, y);
      return found === undefined ? null : { bytes: new Uint8Array(found.data), type };
    },
  };
}

let turn = 0;
function askService(entry: WmtsEntry, sheet: number, z: number, x: number, y: number): Promise<Image | null> {
  const template = entry.urls[sheet];
  if (template === undefined || z < entry.minZoom || z > entry.maxZoom) return Promise.resolve(null);
  turn += 1;
  const values: Readonly<Record<string, string>> = { z: String(z), x: String(x), y: String(y), key: encodeURIComponent(entry.key), s: entry.subdomains[turn % Math.max(1, entry.subdomains.length)] ?? '' };
  const address = template.replace(/\{(z|x|y|key|s)\}/g, (_, name: string) => values[name] ?? '');
  // Not tied to one request: another page may wait for the same tile.
  return fetchImage(address, entry.privateNetwork, AbortSignal.timeout(10_000));
}

/** Keeps images of services for a day at most, the longest unused going first, and asks for each only once at a time. */
class TileMemory {
  private readonly kept = new Map<string, { image: Image | null; until: number }>();
  private readonly asked = new Map<string, Promise<Image | null>>();
  private bytes = 0;

  get(key: string, ask: () => Promise<Image | null>): Promise<Image | null> {
    const known = this.kept.get(key);
    if (known !== undefined && known.until > Date.now()) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return Promise.resolve(known.image);
    }
    const running = this.asked.get(key);
    if (running !== undefined) return running;
    if (this.asked.size >= mostAtOnce) return Promise.reject(new AppError('too-many-requests', `basemap service: seen ${this.asked.size} tiles being asked for, expected fewer than ${mostAtOnce}`));
    const answer = ask().then(
      (image) => {
        this.asked.delete(key);
        this.put(key, image);
        return image;
      },
      (error: unknown) => {
        this.asked.delete(key);
        throw error;
      },
    );
    this.asked.set(key, answer);
    return answer;
  }

  private put(key: string, image: Image | null): void {
    this.drop(key);
    this.kept.set(key, { image, until: Date.now() + 86_400_000 });
    this.bytes += sizeOf(image);
    for (const oldest of this.kept.keys()) {
      if (this.bytes <= keptBytes) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const known = this.kept.get(key);
    if (known === undefined) return;
    this.kept.delete(key);
    this.bytes -= sizeOf(known.image);
  }
}

const sizeOf = (image: Image | null): number => 200 + (image?.bytes.byteLength ?? 0);
