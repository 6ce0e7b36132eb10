// How is an incident entered, corrected, reported upward and voided, and what does the ledger of incidents say? Over HTTP.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Actor } from '../../data/contract/access.ts';
import { IncidentCorrection, IncidentEntry, IncidentReportUp, IncidentVoid } from '../../data/contract/incident-entry.ts';
import { Incident, IncidentPage, IncidentPeriod, IncidentSeries } from '../../data/contract/incident-ledger.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { correctIncident, enterIncident, type IncidentOutcome, reportIncidentUp, voidIncident } from '../commands/incident-entry.ts';
import type { WriteBatch } from '../commands/write.ts';
import { seeGone } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import { readIncidents, readIncidentSeries, readIncidentSteps, readIncidentYears, readKnownBefore } from '../queries/incident-ledger.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission, readerOf, reading } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, readId, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

const pageRows = 50;
const months = 24;
const Count = z.number().openapi({ type: 'integer', minimum: 0 });
const Outcome = z.object({ id: Count, code: z.string(), version: Count, gradeCode: z.string() }).openapi('IncidentOutcome');
// Made anew: schemas made before the OpenAPI extension was loaded do not know it.
const IncidentAnswer = z.object(Incident.shape).openapi('Incident');
const Page = z.object({ ...IncidentPage.shape, incident: IncidentAnswer }).openapi('IncidentPage');
const Period = z.object(IncidentPeriod.shape).openapi('IncidentPeriod');
const Series = z.object({ ...IncidentSeries.shape, yearToDate: Period, yearBefore: Period }).openapi('IncidentSeries');
const words = (name: string, description: string) => z.string().max(200).optional().openapi({ param: { name, in: 'query', description } });
const Scope = z.strictObject({ gradeCode: words('gradeCode', 'Grades separated by commas'), areaCode: words('areaCode', 'Townships separated by commas'), sectorCode: words('sectorCode', 'Trades separated by commas') });
const year = z.string().regex(/^(19|20|21)\d\d$/, { error: 'expected a year, such as 2026' }).optional().openapi({ param: { name: 'year', in: 'query', description: 'One year of the city’s calendar' } });
const Asked = z.strictObject({ ...Scope.shape, cursor: words('cursor', 'nextCursor of the page before'), year, q: words('q', 'Words of the summary, the number or the site'), void: words('void', '"with" shows void entries too') });
const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });
const one = { params: z.object({ id }) };

function readCursor(text: string | undefined): { occurredAt: string; id: number } | null {
  if (text === undefined) return null;
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00)~(\d{1,9})$/.exec(text);
  if (found === null) throw new AppError('invalid-parameter', `cursor: seen ${JSON.stringify(text.slice(0, 40))}, expected the nextCursor of a page`);
  return { occurredAt: found[1] ?? '', id: Number(found[2]) };
}

/** Routes /incidents. */
export function incidentRoutes(deps: AppDependencies) {
  const tags = ['Incidents'];
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));
  const acted = (context: Context, actor: Actor, action: string, work: (batch: WriteBatch) => Promise<IncidentOutcome>): Promise<IncidentOutcome> =>
    deps.write(async (batch) => {
      const outcome = await work(batch);
      await recordDeed(batch.tx, actorFor(actor), { action, subject: `incidents/${outcome.id}`, address: addressOfClient(context), detail: { code: outcome.code, version: outcome.version, gradeCode: outcome.gradeCode } });
      return outcome;
    });
  const change = { tags, request: { query: noParameters, ...one } };
  const responses = { 200: answerOf(Outcome, 'Where it stands now'), 409: { ...refusals[400], description: 'It is void, or somebody has changed it since' }, ...refusals };
  return createRouter()
    .openapi(
      createRoute({ method: 'get', path: '/incidents', operationId: 'getIncidents', summary: 'The ledger of incidents, newest first', tags, middleware: [offers(json)], request: { query: Asked }, responses: { 200: answerOf(z.object({ incidents: z.array(IncidentAnswer), nextCursor: z.string().nullable() }), `A page of at most ${pageRows}`), ...refusals } }),
      async (context) => {
        const { cursor, gradeCode, areaCode, sectorCode, year: inYear, q, void: withVoid } = context.req.valid('query');
        const reader = readerOf(context);
        const rows = await reading(deps, reader, async (sql) => {
          if (withVoid === 'with') await seeGone(sql);
          return readIncidents(sql, { after: readCursor(cursor), limit: pageRows + 1, gradeCodes: gradeCode, areaCodes: areaCode, sectorCodes: sectorCode, words: q, year: inYear === undefined ? undefined : Number(inYear), withVoid: withVoid === 'with' });
        });
        const shown = rows.slice(0, pageRows);
        const last = shown.at(-1);
        return context.json({ incidents: shown, nextCursor: rows.length > pageRows && last !== undefined ? `${last.occurredAt}~${last.id}` : null } as { incidents: z.infer<typeof Incident>[]; nextCursor: string | null }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/incidents/series', operationId: 'getIncidentSeries', summary: 'Incidents a month beside the same month of the year before, and this year to date beside the year before to the same date', tags, middleware: [offers(json)], request: { query: Scope }, responses: { 200: answerOf(Series, `The last ${months} months; the present one is not over`), ...refusals } }),
      async (context) => {
        const { gradeCode, areaCode, sectorCode } = context.req.valid('query');
        const scope = { gradeCodes: gradeCode, areaCodes: areaCode, sectorCodes: sectorCode };
        const { rows, years } = await reading(deps, readerOf(context), async (sql) => ({ rows: await readIncidentSeries(sql, today(), months, scope), years: await readIncidentYears(sql, today(), scope) }));
        const [yearToDate, yearBefore] = years as [IncidentPeriod, IncidentPeriod];
        return context.json({ asOf: new Date(deps.now()).toISOString(), today: today(), n: rows.reduce((sum, { incidents }) => sum + incidents, 0), months: rows, yearToDate, yearBefore }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/incidents/{id}', operationId: 'getIncident', summary: 'An incident with its steps, and what was known of its place before', tags, middleware: [offers(json)], request: { query: noParameters, ...one }, responses: { 200: answerOf(Page, 'The incident, a void one too'), ...refusals } }),
      async (context) => {
        const incidentId = readId(context.req.valid('param').id);
        const reader = readerOf(context);
        const page = await reading(deps, reader, async (sql) => {
          await seeGone(sql);
          const [incident] = await readIncidents(sql, { after: null, limit: 1, withVoid: true, id: incidentId });
          if (incident === undefined) throw new AppError('not-found', `incident: seen ${incidentId}, expected the id of an incident`);
          return { incident, steps: await readIncidentSteps(sql, incidentId, reader), before: await readKnownBefore(sql, incidentId) };
        });
        return context.json(page as unknown as z.infer<typeof Page>, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'post', path: '/incidents', operationId: 'enterIncident', summary: 'Enter an incident', description: 'The grade follows from deaths, serious injuries and direct loss by the legal thresholds. The same requestKey twice gives the same incident.', tags, request: { query: noParameters, body: bodyOf(z.strictObject(IncidentEntry.shape).openapi('IncidentEntry')) }, responses: { 200: answerOf(Outcome, 'It was entered before'), 201: answerOf(Outcome, 'The new incident'), ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'incidents');
        const entry = context.req.valid('json');
        let isNew = true;
        const { id: made, code, version, gradeCode } = await deps.write(async (batch) => {
          const outcome = await enterIncident(batch, actor, entry, deps.now());
          isNew = outcome.isNew;
          if (isNew) await recordDeed(batch.tx, actorFor(actor), { action: 'incident-entered', subject: `incidents/${outcome.id}`, address: addressOfClient(context), detail: { code: outcome.code, gradeCode: outcome.gradeCode } });
          return outcome;
        });
        const answer = { id: made, code, version, gradeCode };
        return isNew ? context.json(answer, 201, noStore) : context.json(answer, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...change, method: 'patch', path: '/incidents/{id}', operationId: 'correctIncident', summary: 'Say something of an incident anew, with the reason', request: { ...change.request, body: bodyOf(z.strictObject(IncidentCorrection.shape).openapi('IncidentCorrection')) }, responses }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'incidents');
        return context.json(await acted(context, actor, 'incident-corrected', (batch) => correctIncident(batch, actor, readId(context.req.valid('param').id), context.req.valid('json'), deps.now())), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...change, method: 'post', path: '/incidents/{id}/reports', operationId: 'reportIncidentUp', summary: 'Take down that a level has been told', request: { ...change.request, body: bodyOf(z.strictObject(IncidentReportUp.shape).openapi('IncidentReportUp')) }, responses }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'incidents');
        return context.json(await acted(context, actor, 'incident-reported-up', (batch) => reportIncidentUp(batch, actor, readId(context.req.valid('param').id), context.req.valid('json'), deps.now())), 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...change, method: 'post', path: '/incidents/{id}/void', operationId: 'voidIncident', summary: 'Void an entry: it leaves every count and stays in the ledger with its reason', request: { ...change.request, body: bodyOf(z.strictObject(IncidentVoid.shape).openapi('IncidentVoid')) }, responses }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'incidents');
        return context.json(await acted(context, actor, 'incident-voided', (batch) => voidIncident(batch, actor, readId(context.req.valid('param').id), context.req.valid('json'), deps.now())), 200, noStore);
      },
    );
}
