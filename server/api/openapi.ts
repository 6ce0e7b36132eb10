// What does the API offer, in the words of OpenAPI 3.0? Generated from the same schemas that check the requests.
import { z } from 'zod';
import { type Collection, type CollectionProperty, collections } from '../../data/contract/collections.ts';
import { Health } from '../../data/contract/health.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { Problem } from '../../data/contract/problem.ts';
import { analyses } from '../analyses/index.ts';
import { geoJson, json, mvt, openApi, tileJson } from './links.ts';
import { hazardFilters, limits, queryablesOf, selectionNames } from './parameters.ts';
import { matrixSetId } from './tile-matrix-set.ts';

type Schema = Record<string, unknown>;
type Parameter = Record<string, unknown>;

const reference = (name: string) => ({ $ref: `#/components/${name}` });
const object: Schema = { type: 'object' };
const queryParameter = (name: string, schema: Schema, description: string): Parameter => ({ name, in: 'query', required: false, style: 'form', explode: false, description, schema });

/** Gives a Zod schema in OpenAPI 3.0's dialect. */
function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as Schema;
  return rest;
}

function parameterOf(property: CollectionProperty): Parameter {
  const several = property.codeList !== undefined || property.name.endsWith('Code') ? ' Several values with commas between them: any of them.' : '';
  return queryParameter(property.name, { type: property.type, ...(property.format === undefined ? {} : { format: property.format }) }, `${property.zh} ${property.en}.${several}`);
}

function answer(type: string | readonly string[], schema: Schema, description: string): Record<string, unknown> {
  const types = typeof type === 'string' ? [type] : type;
  return { description, content: Object.fromEntries(types.map((name) => [name, { schema }])) };
}

const problems = { '400': reference('responses/BadRequest'), '404': reference('responses/NotFound'), '503': reference('responses/Unavailable') };

function get(operationId: string, summary: string, ok: Record<string, unknown>, parameters: readonly Parameter[] = [], tag = 'Data'): Record<string, unknown> {
  return { get: { operationId, summary, tags: [tag], ...(parameters.length === 0 ? {} : { parameters }), responses: { '200': ok, ...problems } } };
}

const matrixSetParameter: Parameter = { name: 'tileMatrixSetId', in: 'path', required: true, schema: { type: 'string', enum: [matrixSetId] } };
const tileParameters: Parameter[] = [
  matrixSetParameter,
  { name: 'tileMatrix', in: 'path', required: true, description: 'Zoom', schema: { type: 'string' } },
  { name: 'tileRow', in: 'path', required: true, description: 'Row from the north', schema: { type: 'integer', minimum: 0 } },
  { name: 'tileCol', in: 'path', required: true, description: 'Column from the west', schema: { type: 'integer', minimum: 0 } },
];

/** Gives the OpenAPI 3.0 document of a server whose landing page is `root`. */
export function describeApi(root: string, version: string): Record<string, unknown> {
  const selection = selectionNames.map((name) => queryParameter(name, { type: 'string' }, 'Filter; several values with commas between them.'));
  const tile = { ...answer(mvt, { type: 'string', format: 'binary' }, 'The tile'), description: 'The tile; 204 when it is empty' };
  const paths: Record<string, unknown> = {
    '/': get('getLandingPage', 'Landing page', answer(json, object, 'Links'), [], 'Capabilities'),
    '/openapi': get('getApi', 'This document', answer(openApi, object, 'OpenAPI 3.0'), [], 'Capabilities'),
    '/docs': get('getApiPage', 'This document as a page', answer('text/html', { type: 'string' }, 'Page'), [], 'Capabilities'),
    '/conformance': get('getConformance', 'Conformance classes', answer(json, object, 'Classes'), [], 'Capabilities'),
    '/collections': get('getCollections', 'Collections', answer(json, object, 'Collections'), [], 'Capabilities'),
    '/tileMatrixSets': get('getTileMatrixSets', 'Tile matrix sets', answer(json, object, 'List'), [], 'Tiles'),
    '/tileMatrixSets/{tileMatrixSetId}': get('getTileMatrixSet', 'Tile matrix set', answer(json, object, 'Tile matrix set'), [matrixSetParameter], 'Tiles'),
    ...tilePaths('', 'dataset', 'all collections', [queryParameter('collections', { type: 'array', items: { type: 'string' } }, 'Collections to draw'), ...selection], tile),
    '/base/tiles/{z}/{x}/{y}': get('getBaseTile', 'Base map tile: land and coastline', tile, ['z', 'x', 'y'].map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer', minimum: 0 } })), 'Tiles'),
    '/health': get('getHealth', 'Health', answer(json, schemaOf(Health), 'Health'), [], 'Service'),
    '/city': get('getCity', 'The city', answer(json, object, 'City'), [], 'Service'),
    '/events': get('getEvents', 'Changes and start steps as they happen', answer('text/event-stream', { type: 'string' }, 'Server-sent events'), [], 'Service'),
    '/vocabularies': get('getVocabularies', 'Code lists', answer(json, object, 'Code lists'), [], 'Words'),
    '/vocabularies/{listId}': get('getVocabulary', 'Code list', answer(json, object, 'Code list'), [{ name: 'listId', in: 'path', required: true, schema: { type: 'string' } }], 'Words'),
    '/criteria': get('getCriteria', 'Criteria library', answer(json, object, 'Documents and clauses'), [], 'Words'),
    '/glossary': get('getGlossary', 'Glossary', answer(json, object, 'Terms'), [], 'Words'),
    '/methods': get('getMethods', 'How figures are computed', answer(json, object, 'Methods'), [], 'Words'),
    '/search': get('search', 'Search by name, code or pinyin', answer(json, object, 'Hits'), [{ name: 'q', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 60 } }]),
    '/sites/{layer}/{id}/summary': get('getSiteSummary', 'Hazards and inspections of a site', answer(json, object, 'Summary'), [
      { name: 'layer', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } },
    ]),
    '/hazards/{id}/events': get('getHazardEvents', 'Life of a hazard', answer(json, object, 'Events'), [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } }]),
    '/storms/points': get('getStormPoints', 'Storm tracks with their points', answer(json, object, 'Storms')),
    '/analyses': get('getAnalyses', 'Analyses', answer(json, object, 'List'), [], 'Analyses'),
    '/jobs': get('getJobs', 'Jobs', answer(json, object, 'Jobs'), [], 'Service'),
    '/jobs/{id}': get('getJob', 'Job', answer(json, schemaOf(JobRecord), 'Job'), [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }], 'Service'),
    '/imports/{layer}': {
      post: {
        operationId: 'startImport',
        summary: 'Import GeoJSON or newline-delimited GeoJSON into a layer',
        tags: ['Service'],
        parameters: [{ name: 'layer', in: 'path', required: true, schema: { type: 'string' } }, queryParameter('name', { type: 'string' }, 'File name')],
        requestBody: { required: true, content: { [geoJson]: { schema: object }, 'application/geo+json-seq': { schema: { type: 'string' } } } },
        responses: { '200': answer(json, schemaOf(JobRecord), 'The job'), ...problems },
      },
    },
  };
  for (const analysis of analyses) {
    const own = Object.keys(analysis.parameters.shape).map((name) => queryParameter(name, { type: 'string' }, 'See /analyses'));
    paths[`/analyses/${analysis.id}`] = get(`run.${analysis.id}`, `${analysis.zh} ${analysis.en}`, answer(json, object, 'Result with its basis'), [...selection, ...own], 'Analyses');
  }
  for (const collection of collections) Object.assign(paths, collectionPaths(collection, tile));
  return {
    openapi: '3.0.3',
    info: { title: 'Anlan geo API', version, description: 'OGC API – Features and Tiles over the layers of the map, with analyses.', license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } },
    servers: [{ url: root }],
    tags: ['Capabilities', 'Data', 'Tiles', 'Analyses', 'Words', 'Service'].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem), FeatureCollection: featureCollectionSchema, Feature: featureSchema },
      responses: {
        BadRequest: answer('application/problem+json', reference('schemas/Problem'), 'A parameter is unknown or has a value that cannot be read'),
        NotFound: answer('application/problem+json', reference('schemas/Problem'), 'There is no such resource'),
        Unavailable: answer('application/problem+json', reference('schemas/Problem'), 'The server is starting or its database is away'),
      },
    },
  };
}

const featureSchema: Schema = {
  type: 'object',
  required: ['type', 'geometry', 'properties'],
  properties: { type: { type: 'string', enum: ['Feature'] }, id: { type: 'integer' }, geometry: { type: 'object', nullable: true }, properties: { type: 'object' }, links: { type: 'array', items: object } },
};
const featureCollectionSchema: Schema = {
  type: 'object',
  required: ['type', 'features'],
  properties: {
    type: { type: 'string', enum: ['FeatureCollection'] },
    features: { type: 'array', items: reference('schemas/Feature') },
    links: { type: 'array', items: object },
    timeStamp: { type: 'string', format: 'date-time' },
    numberMatched: { type: 'integer', minimum: 0 },
    numberReturned: { type: 'integer', minimum: 0 },
  },
};

function collectionPaths(collection: Collection, tile: Record<string, unknown>): Record<string, unknown> {
  const here = `/collections/${collection.id}`;
  const parameters = [
    queryParameter('limit', { type: 'integer', minimum: limits.minimum, maximum: limits.maximum, default: limits.default }, 'Items on a page; above the maximum the maximum is given'),
    queryParameter('bbox', { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 }, 'west,south,east,north in degrees (CRS84)'),
    queryParameter('datetime', { type: 'string' }, 'Instant or interval (RFC 3339); `..` is an open end'),
    queryParameter('after', { type: 'integer', minimum: 0 }, 'Id after which the page starts; next links carry it'),
    ...queryablesOf(collection).map(parameterOf),
    ...(collection.source === 'hazards' ? hazardFilters.map((name) => queryParameter(name, { type: name.startsWith('found') ? 'string' : 'integer' }, 'Filter on the deadline or the day of finding')) : []),
  ];
  return {
    [here]: get(`${collection.id}.getCollection`, collection.en, answer(json, object, 'Collection'), [], 'Capabilities'),
    [`${here}/items`]: get(`${collection.id}.getItems`, `Items of ${collection.en}`, answer(geoJson, reference('schemas/FeatureCollection'), 'A page of items'), parameters),
    [`${here}/items/{featureId}`]: get(`${collection.id}.getItem`, `One of ${collection.en}`, answer(geoJson, reference('schemas/Feature'), 'The item'), [
      { name: 'featureId', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } },
    ]),
    ...(collection.tiles ? tilePaths(here, `${collection.id}.collection`, collection.en, selectionNames.map((name) => queryParameter(name, { type: 'string' }, 'Filter')), tile) : {}),
  };
}

/** Paths of one tile set; operation ids end as OGC API – Tiles asks (…collection.vector.getTile, dataset.vector.getTile). */
function tilePaths(here: string, id: string, title: string, filters: readonly Parameter[], tile: Record<string, unknown>): Record<string, unknown> {
  const named = filters.filter((parameter) => parameter['name'] === 'collections');
  return {
    [`${here}/tiles`]: get(`${id}.vector.getTileSetsList`, `Tile sets of ${title}`, answer(json, object, 'Tile sets'), named, 'Tiles'),
    [`${here}/tiles/{tileMatrixSetId}`]: get(`${id}.vector.getTileSet`, `Tile set of ${title}`, answer(json, object, 'Tile set'), [matrixSetParameter, ...named], 'Tiles'),
    [`${here}/tiles/{tileMatrixSetId}/tilejson`]: get(`${id}.vector.getTileJson`, `TileJSON of ${title}`, answer(tileJson, object, 'TileJSON'), [matrixSetParameter, ...filters], 'Tiles'),
    [`${here}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`]: get(`${id}.vector.getTile`, `Tile of ${title}`, tile, [...tileParameters, ...filters], 'Tiles'),
  };
}
