// How does a collection leave as a whole, with its filter? One archive: the file, what it is, its columns and codes.
import { createRoute, z } from '@hono/zod-openapi';
import { collections } from '../../data/contract/collections.ts';
import { exportFormatOf, exportFormats } from '../../data/contract/exports.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { crsOffered } from './crs.ts';
import type { AppDependencies } from './dependencies.ts';
import { readQuestion } from './item-question.ts';
import { offers, zip } from './negotiation.ts';
import { exportQuery, type ItemQuery } from './parameters.ts';
import { readerOf } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';

const formatsSaid = exportFormats.map(({ name, mostRows }) => `${name} (at most ${mostRows} rows)`).join(', ');

/** Routes /collections/{id}/export. */
export function exportRoutes(deps: AppDependencies) {
  const routes = createRouter();
  for (const collection of collections) {
    routes.openapi(
      createRoute({
        method: 'get',
        path: `/collections/${collection.id}/export`,
        operationId: `${collection.id}.export`,
        summary: `${collection.zh} ${collection.en} as an archive`,
        description: `A ZIP with all items that pass the filter as one file, README.txt (source, as-of, filter, licence), columns.csv and codes.csv. Formats: ${formatsSaid}.`,
        tags: ['Data'],
        middleware: [offers(zip)],
        request: { query: exportQuery(collection) },
        responses: {
          200: answerAs([zip], z.string().openapi({ format: 'binary' }), 'The archive'),
          413: { ...refusals[400], description: 'More rows pass than the format takes' },
          429: { ...refusals[400], description: 'Several archives are being made already' },
          ...refusals,
        },
      }),
      async (context) => {
        const query = context.req.valid('query') as unknown as ItemQuery & { format?: string };
        const format = exportFormatOf(query.format ?? '') ?? exportFormats[0];
        if (format === undefined) throw new Error('exports: expected at least one format');
        const reader = readerOf(context);
        const now = deps.now();
        const today = dateOfDay(dayOfInstant(now));
        const { filter, expression } = readQuestion(collection, query, today, crsOffered(deps), reader);
        const { format: _format, filter: _filter, 'filter-lang': _lang, 'filter-crs': _crs, ...others } = context.req.query();
        const filters = [...Object.entries(others).map(([name, value]) => `${name} = ${value}`), ...(expression === null ? [] : [`CQL2: ${printText(expression)}`])];
        const { body, bytes, rows } = await deps.exportItems({ collection: collection.id, format: format.id, filter, expression, filters, reader, madeAt: now }, context.req.raw.signal);
        context.header('Content-Disposition', `attachment; filename="anlan-${collection.id}-${today}-${format.id}.zip"`);
        context.header('Content-Length', String(bytes));
        context.header('Cache-Control', 'no-store');
        context.header('Anlan-Rows', String(rows));
        return context.body(body, 200) as never;
      },
    );
  }
  return routes;
}
