// How does Anlan stand beside MapServer and beside bare PostGIS, on the same rows of the same database, with the same answers?
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Product, startProduct } from '../e2e/product.ts';
import { type ServedPostgres, startServedPostgres } from '../served-postgres.ts';
import { seeded } from '../server/tiles/sample.ts';
import { figuresOf, printFigure, printMachine } from './measure.ts';

const run = promisify(execFile);
/** The part of autocannon that is used; the package carries no types. */
type Autocannon = (options: { url: string; connections: number; duration: number; requests: { setupRequest: (request: object) => object }[] }) => Promise<{ requests: { average: number }; errors: number; non2xx: number }>;
// @ts-expect-error the package carries no types
const { default: autocannon } = (await import('autocannon')) as { default: Autocannon };
const mapserv = '/usr/lib/cgi-bin/mapserv';
const needed = 'apt-get install cgi-mapserver mapserver-bin lighttpd postgresql-15';
const folder = mkdtempSync(join(tmpdir(), 'anlan-peers-'));
const [rounds, secondsEach, connections] = [4, 4, 8];
const [itemsAPage, boxDegrees] = [100, 0.03];
const columns = ['code', 'title', 'site_layer', 'site_code', 'site_name', 'sector_code', 'department_code', 'area_code', 'source_code', 'level_code', 'status_code', 'kind_code', 'element_code', 'depth_code', 'clause_id', 'measures', 'found_at', 'due_on', 'rectified_at', 'closed_at'];

interface Place {
  readonly lng: number;
  readonly lat: number;
}

/** Gives a member of a list by turns. */
function at<Member>(list: readonly Member[], turn: number): Member {
  return list[turn % list.length] as Member;
}

/** Gives the tile of a place at a zoom as [x, y]. */
function tileOf(z: number, { lng, lat }: Place): readonly [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [Math.floor(((lng + 180) / 360) * 2 ** z), Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z)];
}

const mapFile = (socketFolder: string): string => `MAP
  NAME "anlan" STATUS ON EXTENT 121.5 36.5 123.5 37.8 SIZE 256 256 UNITS DD
  PROJECTION "init=epsg:4326" END
  OUTPUTFORMAT NAME "mvt" DRIVER MVT FORMATOPTION "EXTENT=4096" FORMATOPTION "EDGE_BUFFER=10" END
  WEB METADATA "ows_enable_request" "*" "oga_onlineresource" "http://127.0.0.1/mapserv/anlan/ogcapi" "ows_title" "anlan" END END
  LAYER
    NAME "hazards" TYPE POINT STATUS ON TEMPLATE "none"
    CONNECTIONTYPE POSTGIS CONNECTION "host=${socketFolder} user=anlan dbname=postgres" PROCESSING "CLOSE_CONNECTION=DEFER"
    DATA "geom from (select id, ${columns.join(', ')}, geom from hazards) as rows using unique id using srid=4326"
    PROJECTION "init=epsg:4326" END
    METADATA "ows_title" "hazards" "gml_include_items" "all" "gml_featureid" "id" "oga_extent" "121.5 36.5 123.5 37.8" END
    CLASS STYLE SIZE 4 COLOR 200 0 0 END END
  END
END`;

describe('beside its peers', () => {
  let served: ServedPostgres;
  let product: Product;
  let front: ChildProcess;
  let peer: string;
  let places: Place[];
  beforeAll(async () => {
    if (!existsSync(mapserv) || !existsSync('/usr/sbin/lighttpd')) throw new Error(`no MapServer found: ${needed}`);
    printMachine();
    served = await startServedPostgres();
    product = await startProduct({ scale: 1, environment: { DATABASE_URL: served.url, ANLAN_DEMO: 'on' } });
    const sql = postgres({ host: served.directory, username: 'anlan', database: 'postgres', onnotice: () => undefined });
    await sql.unsafe('analyze');
    const random = seeded(5);
    const rows = await sql<{ lng: number; lat: number }[]>`select ST_X(geom) as lng, ST_Y(geom) as lat from hazards order by id`;
    places = Array.from({ length: 2000 }, () => rows[Math.floor(random() * rows.length)] as Place);
    await sql.end();
    const port = await freePort();
    writeFileSync(join(folder, 'anlan.map'), mapFile(served.directory));
    writeFileSync(join(folder, 'mapserver.conf'), `CONFIG\n ENV\n MS_MAP_PATTERN "."\n OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-plain/"\n END\n MAPS\n anlan "${folder}/anlan.map"\n END\nEND\n`);
    // Two processes for two cores, kept running, each with its own connection kept open: MapServer as it is run in earnest.
    writeFileSync(join(folder, 'lighttpd.conf'), `server.document-root = "${folder}"\nserver.bind = "127.0.0.1"\nserver.port = ${port}\nserver.modules = ("mod_fastcgi")\nfastcgi.server = ("/mapserv" => (("bin-path" => "${mapserv}", "socket" => "${folder}/ms.sock", "check-local" => "disable", "max-procs" => 2, "bin-environment" => ("MAPSERVER_CONFIG_FILE" => "${folder}/mapserver.conf"))))\n`);
    front = spawn('/usr/sbin/lighttpd', ['-D', '-f', join(folder, 'lighttpd.conf')], { stdio: 'inherit' });
    peer = `http://127.0.0.1:${port}/mapserv`;
    for (let tries = 0; ; tries++) {
      const status = await fetch(`${peer}/anlan/ogcapi/collections?f=json`).then((answer) => answer.status, () => 0);
      if (status === 200) break;
      if (tries === 50) throw new Error(`MapServer: seen status ${status}, expected 200`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }, 400_000);
  afterAll(async () => {
    front.kill();
    await product.stop();
    served.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Gives the box around a place; moved by `turn` micro-degrees, so that no box is asked for twice. */
  const boxOf = ({ lng: east, lat: north }: Place, turn = 0): string => {
    const [lng, lat] = [east + turn * 1e-6, north];
    return [lng - boxDegrees / 2, lat - boxDegrees / 2, lng + boxDegrees / 2, lat + boxDegrees / 2].map((degrees) => degrees.toFixed(6)).join(',');
  };

  /** Measures several targets in turn and prints their rates; gives the medians by name. */
  async function race(targets: readonly { name: string; url: string; cache: string; path: (turn: number) => string }[]): Promise<Record<string, number>> {
    let turn = 0;
    const rates = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
      for (const { name, url, path } of targets) {
        // Chosen as each request leaves: from a list every connection would ask the same addresses in the same order, and all but one find them remembered.
        const setupRequest = (request: object): object => ({ ...request, path: path((turn += 1)) });
        const result = await autocannon({ url, connections, duration: secondsEach, requests: [{ setupRequest }] });
        expect([name, result.errors, result.non2xx]).toEqual([name, 0, 0]);
        // The first round warms all.
        if (round > 0) rates.get(name)?.push(result.requests.average);
      }
    }
    const medians = Object.fromEntries([...rates].map(([name, list]) => [name, figuresOf(list).median]));
    for (const { name, cache } of targets) printFigure(name, `${medians[name]?.toFixed(0)} requests a second, cache ${cache}`);
    return medians;
  }

  it('items by box: the same items, and how many answers a second', async () => {
    let compared = 0;
    for (const place of places.slice(0, 40)) {
      const [own, other] = await Promise.all([
        fetch(`${product.url}/api/collections/hazards/items?limit=1000&bbox=${boxOf(place)}`).then((answer) => answer.json() as Promise<{ features: { id: number }[] }>),
        fetch(`${peer}/anlan/ogcapi/collections/hazards/items?f=json&limit=1000&bbox=${boxOf(place)}`).then((answer) => answer.json() as Promise<{ features: { id: number }[] }>),
      ]);
      const ids = (page: { features: { id: number }[] }): number[] => page.features.map(({ id }) => Number(id)).sort((a, b) => a - b);
      expect(ids(own)).toEqual(ids(other));
      compared += own.features.length;
    }
    printFigure('items compared with MapServer by id, in 40 boxes', `${compared}, all the same`);
    const medians = await race([
      { name: 'items by box, Anlan', url: product.url, cache: 'texts of features remembered, every box new', path: (turn) => `/api/collections/hazards/items?limit=${itemsAPage}&bbox=${boxOf(at(places, turn), turn)}` },
      { name: 'items by box, MapServer 8', url: new URL(peer).origin, cache: 'none', path: (turn) => `/mapserv/anlan/ogcapi/collections/hazards/items?f=json&limit=${itemsAPage}&bbox=${boxOf(at(places, turn), turn)}` },
    ]);
    printFigure('items by box, times MapServer 8', ((medians['items by box, Anlan'] ?? 0) / (medians['items by box, MapServer 8'] ?? 1)).toFixed(1), '≥ 5');
  }, 400_000);

  it('tiles: the same features, and how many a second', async () => {
    const z = 15;
    const mapserverTile = ([x, y]: readonly [number, number]): string => `/mapserv?map=anlan&mode=tile&tilemode=gmap&layers=hazards&map.imagetype=mvt&tile=${x}+${y}+${z}`;
    let compared = 0;
    for (const place of places.slice(0, 40)) {
      const [x, y] = tileOf(z, place);
      const [own, other] = await Promise.all([`${product.url}/api/collections/hazards/tiles/WebMercatorQuad/${z}/${y}/${x}`, `${new URL(peer).origin}${mapserverTile([x, y])}`].map(async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer())));
      const ids = (bytes: Uint8Array | undefined, id: (feature: { id: number | undefined; properties: Record<string, unknown> }) => number): number[] => {
        const layer = new VectorTile(new PbfReader(bytes ?? new Uint8Array(0)) as never).layers['hazards'];
        const found: number[] = [];
        for (let k = 0; k < (layer?.length ?? 0); k++) {
          const feature = layer?.feature(k);
          const [spot] = feature?.loadGeometry()[0] ?? [];
          // Symbols on the edge belong to two tiles: compared is what lies clearly inside.
          if (feature !== undefined && spot !== undefined && spot.x > 8 && spot.x < 4088 && spot.y > 8 && spot.y < 4088) found.push(id(feature as never));
        }
        return found.sort((a, b) => a - b);
      };
      const ownIds = ids(own, (feature) => Number(feature.id));
      expect(ownIds).toEqual(ids(other, (feature) => Number(feature.properties['id'] ?? feature.id)));
      compared += ownIds.length;
    }
    printFigure(`features compared with MapServer by id, in 40 tiles of zoom ${z}`, `${compared}, all the same`);
    const tiles = places.map((place) => tileOf(z, place));
    const own = ([x, y]: readonly [number, number], more = ''): string => `/api/collections/hazards/tiles/WebMercatorQuad/${z}/${y}/${x}${more}`;
    const medians = await race([
      // Another version each time: no tile is met twice, so each is made anew.
      { name: 'tiles, Anlan', url: product.url, cache: 'none: every address new', path: (turn) => own(at(tiles, turn), `?v=${turn}`) },
      { name: 'tiles, Anlan, remembered', url: product.url, cache: 'warm: 2,000 random tiles', path: (turn) => own(at(tiles, turn)) },
      { name: 'tiles, MapServer 8', url: new URL(peer).origin, cache: 'none', path: (turn) => mapserverTile(at(tiles, turn)) },
    ]);
    writeFileSync(join(folder, 'tiles.sql'), tiles.map(([x, y], n) => `${n}\t${x}\t${y}`).join('\n'));
    const sql = postgres({ host: served.directory, username: 'anlan', database: 'postgres', onnotice: () => undefined });
    await sql.unsafe('create table bench_tiles (n int primary key, x int, y int)');
    await sql`insert into bench_tiles select * from unnest(${tiles.map((_, n) => n)}::int[], ${tiles.map(([x]) => x)}::int[], ${tiles.map(([, y]) => y)}::int[])`;
    await sql.end();
    writeFileSync(
      join(folder, 'mvt.sql'),
      `\\set n random(0, ${tiles.length - 1})
select ST_AsMVT(tile, 'hazards', 4096, 'geom', 'id') from (
  select id, level_code, status_code, sector_code, due_on - current_date as days, ST_AsMVTGeom(ST_Transform(geom, 3857), box, 4096, 64, true) as geom
  from hazards, (select ST_TileEnvelope(${z}, x, y) as box from bench_tiles where n = :n) one
  where geom && ST_Transform(box, 4326)
) tile;
`,
    );
    const rates: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const { stdout } = await run('pgbench', ['-h', served.directory, '-U', 'anlan', '-n', '-f', join(folder, 'mvt.sql'), '-T', String(secondsEach), '-c', String(connections), '-j', '2', 'postgres'], { env: { ...process.env, PGOPTIONS: '-c max_parallel_workers_per_gather=0 -c jit=off' } });
      if (round > 0) rates.push(Number(/tps = ([\d.]+)/.exec(stdout)?.[1]));
    }
    const bare = figuresOf(rates).median;
    printFigure('tiles, bare ST_AsMVT in pgbench (no HTTP)', `${bare.toFixed(0)} transactions a second, cache none`);
    printFigure('tiles made anew, times MapServer 8', ((medians['tiles, Anlan'] ?? 0) / (medians['tiles, MapServer 8'] ?? 1)).toFixed(1), '≥ 10');
    printFigure('tiles made anew, times bare ST_AsMVT', ((medians['tiles, Anlan'] ?? 0) / bare).toFixed(1), '≥ 4');
    printFigure('tiles remembered, times bare ST_AsMVT', ((medians['tiles, Anlan, remembered'] ?? 0) / bare).toFixed(1), '≥ 4');
  }, 600_000);
});
