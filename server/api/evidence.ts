// How does a picture come in as evidence, and who may look at it?
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Actor, mayRole } from '../../data/contract/access.ts';
import { Evidence, evidenceLimitBytes, evidenceTypes, EvidenceUpload } from '../../data/contract/evidence.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { insertEvidence } from '../commands/evidence.ts';
import { AppError } from '../errors.ts';
import { keepEvidence, readEvidenceFile, removeEvidence } from '../files/evidence.ts';
import { checkPictureType, type Picture, preparePicture } from '../files/evidence-picture.ts';
import { createEvidenceSlots } from '../files/evidence-slots.ts';
import { readEvidence, readEvidenceOf, readOwnUpload, type StoredEvidence } from '../queries/evidence.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters, readQuery } from './parameters.ts';
import { actorOf, checkPermission, reading, readerOf } from './readers.ts';
import { answerAs, answerOf, createRouter, noStore, readId, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { matchesTag } from './validators.ts';
import { checkWrite } from './writes.ts';

const jpeg = 'image/jpeg';
// Made anew: a schema made before the OpenAPI extension was loaded does not know it, and bundles load in an order of their own.
const EvidenceAnswer = z.object(Evidence.shape).openapi('Evidence');
const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });
const size = z.enum(['full', 'thumb']).default('full').openapi({ param: { name: 'size', in: 'query', description: 'full: longest side at most 2048 pixels; thumb: at most 320' } });
const uploadParameters = {
  requestKey: 'Made anew for each picture, the same when it is sent again: 16 to 64 letters, digits, - or _',
  lng: 'Longitude of the device when the picture was taken, degrees WGS84; what the picture itself says goes first',
  lat: 'Latitude of the device, degrees WGS84',
  accuracyMetres: 'Error of the position of the device',
  takenAt: 'When the device took it (RFC 3339)',
};

/** Routes /evidence, /evidence/{id}, /evidence/{id}/picture and /hazards/{id}/evidence. Pictures may show people: only who may see personal data sees them. */
export function evidenceRoutes(deps: AppDependencies) {
  const tags = ['Evidence'];
  const slots = createEvidenceSlots();

  /** The picture as the one who asks may see it: with its hazard, or because they sent it and it is not shown yet. */
  const find = async (context: Context, text: string): Promise<StoredEvidence> => {
    checkPermission(context, 'personal');
    const evidenceId = readId(text);
    const seen = await reading(deps, readerOf(context), (sql) => readEvidence(sql, evidenceId));
    if (seen !== null) return seen;
    const own = await readOwnUpload(databaseOf(deps).sql, actorOf(context), { evidenceId });
    if (own === null || own.evidence.hazardId !== null) throw new AppError('not-found', `evidence: seen ${evidenceId}, expected the id of a picture`);
    return own;
  };

  const routes = createRouter()
    .openapi(
      createRoute({ method: 'get', path: '/evidence/{id}', operationId: 'getEvidence', summary: 'What is known of a picture', tags, middleware: [offers(json)], request: { query: noParameters, params: z.object({ id }) }, responses: { 200: answerOf(EvidenceAnswer, 'The picture'), ...refusals } }),
      async (context) => context.json((await find(context, context.req.valid('param').id)).evidence as z.infer<typeof EvidenceAnswer>, 200, noStore),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/evidence/{id}/picture',
        operationId: 'getEvidencePicture',
        summary: 'The picture itself, without metadata',
        tags,
        middleware: [offers(jpeg)],
        request: { query: z.strictObject({ size }), params: z.object({ id }) },
        responses: { 200: answerAs([jpeg], z.string().openapi({ format: 'binary' }), 'JPEG, upright'), ...refusals },
      }),
      async (context) => {
        const { evidence, fileName, fileSha256 } = await find(context, context.req.valid('param').id);
        const wanted = context.req.valid('query').size;
        const tag = `"${fileSha256.slice(0, 32)}-${wanted}"`;
        const headers = { ETag: tag, 'Cache-Control': 'private, max-age=600', Vary: 'Cookie, Authorization', 'Cross-Origin-Resource-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff' };
        if (matchesTag(context.req.header('If-None-Match'), tag)) return context.body(null, 304, headers) as never;
        const bytes = await readEvidenceFile(deps.evidenceFolder, fileName, wanted);
        if (bytes === null) {
          deps.log.warn({ evidence: evidence.id }, 'the file of a picture is missing');
          throw new AppError('not-found', 'picture: its file is missing on this server, expected it to be restored from a backup');
        }
        return context.body(bytes, 200, { ...headers, 'Content-Disposition': `inline; filename="evidence-${evidence.id}${wanted === 'thumb' ? '-thumb' : ''}.jpg"` }) as never;
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/hazards/{id}/evidence', operationId: 'getHazardEvidence', summary: 'Pictures shown as evidence of a hazard', tags, middleware: [offers(json)], request: { query: noParameters, params: z.object({ id }) }, responses: { 200: answerOf(z.object({ evidence: z.array(EvidenceAnswer) }), 'Pictures, the first received first, at most 500'), ...refusals } }),
      async (context) => {
        checkPermission(context, 'personal');
        const hazardId = readId(context.req.valid('param').id);
        const evidence = await reading(deps, readerOf(context), (sql) => readEvidenceOf(sql, hazardId));
        if (evidence === null) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
        return context.json({ evidence: evidence as z.infer<typeof EvidenceAnswer>[] }, 200, noStore);
      },
    );

  // The body is bytes of any kind, so it goes past the validators.
  routes.openAPIRegistry.registerPath({
    method: 'post',
    path: '/evidence',
    operationId: 'sendEvidence',
    summary: 'Send a picture; a step of the closing procedure shows it afterwards',
    description: `JPEG, PNG or WebP of at most ${evidenceLimitBytes / 1024 / 1024} MB. Kept as JPEG of at most 2048 pixels without any metadata. Sent again under the same key it gives the same row and 200.`,
    tags,
    request: {
      query: z.object(Object.fromEntries(Object.entries(uploadParameters).map(([name, description]) => [name, (name === 'requestKey' ? z.string() : z.string().optional()).openapi({ param: { name, in: 'query', description } })]))),
      body: { required: true, content: Object.fromEntries(evidenceTypes.map((type) => [type, { schema: z.string().openapi({ format: 'binary' }) }])) },
    },
    responses: {
      200: answerOf(EvidenceAnswer, 'It was sent before under this key'),
      201: answerOf(EvidenceAnswer, 'The picture; Location names it'),
      409: { ...refusals[400], description: 'Another picture was sent under this key' },
      413: { ...refusals[400], description: 'Too many bytes or pixels' },
      415: { ...refusals[400], description: 'No JPEG, PNG or WebP, or not what its Content-Type says' },
      429: { ...refusals[400], description: 'Too many pictures are under way' },
      ...refusals,
    },
  });
  routes.post('/evidence', async (context) => {
    checkWrite(deps, context);
    const by = checkSender(context);
    const asked = readQuery(context, EvidenceUpload) as unknown as EvidenceUpload;
    if (asked.requestKey === undefined) throw new AppError('invalid-parameter', `requestKey: seen none, expected ${uploadParameters.requestKey}`);
    const called = (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!/^image\/(jpeg|png|webp|heic|heif|avif)$/.test(called)) throw new AppError('unsupported-media-type', `Content-Type: seen ${JSON.stringify(called.slice(0, 60))}, expected one of ${evidenceTypes.join(', ')}`);
    if (Number(context.req.header('Content-Length') ?? 0) > evidenceLimitBytes) throw tooLarge();
    databaseOf(deps);
    const leave = slots.enter(`${by.kind} ${by.id}`);
    try {
      const bytes = await readBody(context.req.raw.body);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const before = await sentBefore(deps, by, asked.requestKey, sha256);
      if (before !== null) return context.json(before, 200, noStore);
      const type = checkPictureType(bytes, called);
      const picture = await slots.decode(() => preparePicture(bytes, type));
      const made = await storePicture(deps, by, addressOfClient(context), asked, sha256, picture);
      if (made !== null) return context.json(made, 201, { ...noStore, Location: `/api/evidence/${made.id}` });
      // Two of the same key at once: the other one was first.
      return context.json(await sentBefore(deps, by, asked.requestKey, sha256), 200, noStore);
    } finally {
      leave();
    }
  });
  return routes;
}

/** Gives who sends. Throws AppError unless they may report or handle hazards. */
function checkSender(context: Context): Actor {
  const actor = actorOf(context);
  return checkPermission(context, mayRole(actor.grant.role, 'handle') ? 'handle' : 'report');
}

/** Gives what was sent under this key; null when nothing was. Throws AppError `conflict` when it was another picture. */
async function sentBefore(deps: AppDependencies, by: Actor, requestKey: string, sha256: string): Promise<Evidence | null> {
  const own = await readOwnUpload(databaseOf(deps).sql, by, { requestKey });
  if (own !== null && own.evidence.sha256 !== sha256) throw new AppError('conflict', 'requestKey: seen one under which you have sent another picture, expected a new one for each picture');
  return own?.evidence ?? null;
}

/** Writes files, row and audit. Gives the picture; null when its key is taken. The files go again when the row is refused. */
async function storePicture(deps: AppDependencies, by: Actor, address: string, asked: EvidenceUpload, sha256: string, { full, thumb, width, height, hash, exif }: Picture): Promise<Evidence | null> {
  const database = databaseOf(deps);
  const device = asked.lng === undefined || asked.lat === undefined ? null : ([asked.lng, asked.lat] as const);
  const { name: fileName, sha256: fileSha256 } = await keepEvidence(deps.evidenceFolder, { full, thumb });
  const row = {
    fileName,
    bytes: full.length,
    width,
    height,
    sha256,
    fileSha256,
    hash,
    takenAt: exif.takenAt ?? asked.takenAt ?? null,
    timeSource: exif.takenAt !== null ? ('exif' as const) : asked.takenAt !== undefined ? ('device' as const) : ('none' as const),
    place: exif.place ?? device,
    placeSource: exif.place !== null ? ('exif' as const) : device !== null ? ('device' as const) : ('none' as const),
    accuracyMetres: exif.place !== null ? exif.accuracyMetres : device !== null ? (asked.accuracyMetres ?? null) : null,
    uploader: { kind: by.kind, id: by.id, name: by.name, role: by.grant.role },
    receivedAt: new Date(deps.now()).toISOString(),
    requestKey: asked.requestKey,
  };
  let made: number | null;
  try {
    made = await database.transaction(async (tx) => {
      const evidenceId = await insertEvidence(tx, row);
      if (evidenceId !== null) await recordDeed(tx, actorFor(by), { action: 'evidence-sent', subject: `evidence/${evidenceId}`, address, detail: { sha256 } });
      return evidenceId;
    });
  } catch (error) {
    // Only when the database itself refused it. After a lost connection the row may be there: the sweep of the next start knows.
    if (error instanceof AppError || (error instanceof Error && error.name === 'PostgresError')) await removeEvidence(deps.evidenceFolder, fileName);
    throw error;
  }
  if (made === null) await removeEvidence(deps.evidenceFolder, fileName);
  return made === null ? null : ((await readOwnUpload(database.sql, by, { evidenceId: made }))?.evidence ?? null);
}

function tooLarge(): AppError {
  return new AppError('too-large', `body: expected a picture of at most ${evidenceLimitBytes / 1024 / 1024} MB`);
}

/** Gives the body whole. Throws AppError for none and for too many bytes, whatever length was declared. */
async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the stream.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > evidenceLimitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  if (bytes === 0) throw new AppError('invalid-body', 'body: seen none, expected a picture');
  return Buffer.concat(chunks);
}
