// How is a site entered, changed, moved, retired and brought back over HTTP, and what has been done to it?
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Actor, mayRole } from '../../data/contract/access.ts';
import { collectionOf, collections } from '../../data/contract/collections.ts';
import { SiteDraft, SiteEvent, SitePatch, SiteRetirement, SiteUndo } from '../../data/contract/site-edits.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { createSite, editSite, retireSite, type SiteOutcome, undoSite } from '../commands/site-edits.ts';
import { lastUndoable } from '../commands/site-undo.ts';
import type { WriteBatch } from '../commands/write.ts';
import { seeGone } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import { readItemsOf } from '../queries/items.ts';
import { readSiteHistory, readSiteStanding } from '../queries/site-history.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { actorOf, checkPermission, readerOf, reading } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, readId, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

const mostShown = 500;
const Count = z.number().openapi({ type: 'integer', minimum: 0 });
const Outcome = z.object({ id: Count, code: z.string(), version: Count, changed: z.array(z.string()) }).openapi('SiteOutcome');
const Shape = z.looseObject({ type: z.string() }).openapi({ description: 'GeoJSON geometry of a type the layer takes, WGS84 lng/lat' });
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).openapi({ description: 'By the names of /collections/{layer}/queryables; null empties a field' });
// Made anew: a schema made before the OpenAPI extension was loaded does not know it. The contract's own checks follow in the handler.
const DraftBody = z.strictObject({ ...SiteDraft.shape, values: Values, geometry: Shape }).openapi('SiteDraft');
const PatchBody = z.strictObject({ ...SitePatch.shape, values: Values.optional(), geometry: Shape.optional() }).openapi('SitePatch');
const RetirementBody = z.strictObject(SiteRetirement.shape).openapi('SiteRetirement');
const UndoBody = z.strictObject(SiteUndo.shape).openapi('SiteUndo');
const Event = z.object(SiteEvent.shape).openapi('SiteEvent');
const Step = Event.extend({ siteId: Count, layer: z.string(), siteCode: z.string(), siteName: z.string(), retiredOn: z.string().nullable() }).openapi('SiteStep');
const History = z
  .object({
    site: z.object({ type: z.literal('Feature'), id: Count, geometry: z.looseObject({}).nullable(), properties: z.record(z.string(), z.unknown()) }),
    version: Count,
    retiredOn: z.string().nullable(),
    areaByRule: z.boolean(),
    held: z.array(z.string()).openapi({ description: 'Fields that keep what was entered here although the register says something else' }),
    may: z.enum(['edit', 'contacts', 'nothing']),
    undo: z.object({ sequence: Count, kind: z.string() }).nullable().openapi({ description: 'The step that undo would take back' }),
    obstacle: z.object({ zh: z.string(), en: z.string() }).nullable().openapi({ description: 'Why there is nothing to undo' }),
    events: z.array(Event),
  })
  .openapi('SiteHistory');
const layer = z.string().openapi({ enum: siteLayers.map((known) => known.id), param: { name: 'layer', in: 'path' } });
const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });
const asked = { params: z.object({ layer, id }) };

/** Parses by the contract. Throws AppError `invalid-body` naming every fault. */
function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (!result.success) throw new AppError('invalid-body', result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  return result.data;
}

/** Gives who may edit: with the permission for sites, or for their contacts alone. */
function editorOf(context: Context): Actor {
  const actor = actorOf(context);
  return actor.kind !== 'command-line' && mayRole(actor.grant.role, 'contacts') ? actor : checkPermission(context, 'sites');
}

/** Properties of all layers by name: a name means the same in every one. */
const properties = collections.flatMap((collection) => (collection.source === 'sites' ? collection.properties : []));

/** Routes /sites: what people enter and change. */
export function siteEditRoutes(deps: AppDependencies) {
  const tags = ['Sites'];
  const common = { tags };
  const told = async (context: Context, actor: Actor, batch: WriteBatch, action: string, layerId: string, outcome: SiteOutcome, reason: string): Promise<void> => {
    await recordDeed(batch.tx, actorFor(actor), { action, subject: `sites/${layerId}/${outcome.id}`, address: addressOfClient(context), detail: { code: outcome.code, version: outcome.version, changed: outcome.changed, ...(reason === '' ? {} : { reason }) } });
  };
  const acted = (context: Context, actor: Actor, layerId: string, action: string, reason: string, work: (batch: WriteBatch) => Promise<SiteOutcome>): Promise<SiteOutcome> =>
    deps.write(async (batch) => {
      const outcome = await work(batch);
      if (outcome.changed.length > 0) await told(context, actor, batch, action, layerId, outcome, reason);
      return outcome;
    });
  const answer = ({ id: siteId, code, version, changed }: SiteOutcome) => ({ id: siteId, code, version, changed: [...changed] });

  return createRouter()
    .openapi(
      createRoute({ ...common, method: 'post', path: '/sites/{layer}', operationId: 'createSite', summary: 'Enter a site by hand', description: 'The township is worked out from the place unless named. Without a code it is given one. The same requestKey twice gives the same site.', request: { query: noParameters, params: z.object({ layer }), body: bodyOf(DraftBody) }, responses: { 200: answerOf(Outcome, 'It was entered before'), 201: answerOf(Outcome, 'The new site'), 409: { ...refusals[400], description: 'The code is taken' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'sites');
        const layerId = context.req.valid('param').layer;
        const draft = parsed(SiteDraft, context.req.valid('json'));
        let isNew = true;
        const outcome = await acted(context, actor, layerId, 'site-created', draft.reason, async (batch) => {
          const { isNew: fresh, ...made } = await createSite(batch, actor, layerId, draft, deps.now());
          isNew = fresh;
          return made;
        });
        return isNew ? context.json(answer(outcome), 201, noStore) : context.json(answer(outcome), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'patch', path: '/sites/{layer}/{id}', operationId: 'editSite', summary: 'Change or move a site', description: 'Only what is named changes. A site that moves is given its township anew; its hazards stay tied to it. An enterprise may change how its own sites are reached. A later import keeps what was changed here until the register says something else of that field.', request: { query: noParameters, ...asked, body: bodyOf(PatchBody) }, responses: { 200: answerOf(Outcome, 'Where it stands now'), 409: { ...refusals[400], description: 'Somebody has changed it since' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = editorOf(context);
        const { layer: layerId, id: siteId } = context.req.valid('param');
        const patch = parsed(SitePatch, context.req.valid('json'));
        return context.json(answer(await acted(context, actor, layerId, 'site-edited', patch.reason, (batch) => editSite(batch, actor, layerId, readId(siteId), patch, deps.now()))), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'post', path: '/sites/{layer}/{id}/retire', operationId: 'retireSite', summary: 'Take a site out of use', description: 'It leaves the map and every list; its hazards keep their life. Open hazards are named first: say in openHazards how many you were shown.', request: { query: noParameters, ...asked, body: bodyOf(RetirementBody) }, responses: { 200: answerOf(Outcome, 'Where it stands now'), 409: { ...refusals[400], description: 'It has open hazards that were not named, or has changed since' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'sites');
        const { layer: layerId, id: siteId } = context.req.valid('param');
        const wish = parsed(SiteRetirement, context.req.valid('json'));
        return context.json(answer(await acted(context, actor, layerId, 'site-retired', wish.reason, (batch) => retireSite(batch, actor, layerId, readId(siteId), wish, deps.now()))), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'post', path: '/sites/{layer}/{id}/undo', operationId: 'undoSite', summary: 'Take the last step back', description: 'The newest step that still stands; refused when something newer depends on it.', request: { query: noParameters, ...asked, body: bodyOf(UndoBody) }, responses: { 200: answerOf(Outcome, 'Where it stands now'), 409: { ...refusals[400], description: 'Something newer depends on it' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = editorOf(context);
        const { layer: layerId, id: siteId } = context.req.valid('param');
        const wish = parsed(SiteUndo, context.req.valid('json'));
        return context.json(answer(await acted(context, actor, layerId, 'site-undone', wish.reason, (batch) => undoSite(batch, actor, layerId, readId(siteId), wish, deps.now()))), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/sites/{layer}/{id}/history', operationId: 'getSiteHistory', summary: 'A site as it stands for its next editor, and every step of its life', tags, middleware: [offers(json)], request: { query: noParameters, ...asked }, responses: { 200: answerOf(History, 'The site, retired ones too, with its steps, newest first'), ...refusals } }),
      async (context) => {
        const { layer: layerId, id: text } = context.req.valid('param');
        const collection = collectionOf(layerId);
        const missing = new AppError('not-found', `site: seen ${text.slice(0, 20)}, expected the id of an item of ${layerId.slice(0, 60)}`);
        if (collection?.source !== 'sites') throw missing;
        const actor = actorOf(context);
        const reader = readerOf(context);
        const siteId = readId(text);
        const history = await reading(deps, reader, async (sql) => {
          await seeGone(sql);
          const standing = await readSiteStanding(sql, layerId, siteId);
          const [item] = await readItemsOf(sql, collection, [siteId], dateOfDay(dayOfInstant(deps.now())), reader);
          if (standing === null || item === undefined) throw missing;
          // What may be undone is judged by the values themselves, which this answer may not show.
          const [whole] = await readItemsOf(sql, collection, [siteId], dateOfDay(dayOfInstant(deps.now())), { personal: true, restricted: true });
          const { event, obstacle } = await lastUndoable(sql, { id: siteId, fields: { ...whole?.properties, geometry: whole?.geometry ?? null } as never });
          const steps = await readSiteHistory(sql, siteId, mostShown, null, collection.properties, reader);
          const may = actor.kind === 'command-line' || mayRole(actor.grant.role, 'sites') ? 'edit' : mayRole(actor.grant.role, 'contacts') ? 'contacts' : 'nothing';
          return { site: { type: 'Feature' as const, ...item }, version: standing.version, retiredOn: standing.retiredOn, areaByRule: standing.areaByRule, held: [...standing.held], may, undo: event === null ? null : { sequence: event.sequence, kind: event.kind }, obstacle, events: steps };
        });
        return context.json(history as unknown as z.infer<typeof History>, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/sites/changes', operationId: 'getSiteChanges', summary: 'What was changed by hand of late, retired sites included', middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(z.object({ steps: z.array(Step) }), 'The last 100 steps within your reach, newest first'), ...refusals } }),
      async (context) => {
        const reader = readerOf(context);
        const steps = await reading(deps, reader, async (sql) => {
          await seeGone(sql);
          return readSiteHistory(sql, null, 100, null, properties, reader);
        });
        return context.json({ steps } as unknown as { steps: z.infer<typeof Step>[] }, 200, noStore);
      },
    );
}
