// Who answers for which sector where? The table behind every hazard's department, with its validity and source.
import { createRoute, z } from '@hono/zod-openapi';
import { Responsibility } from '../../data/contract/responsibilities.ts';
import { readResponsibilities } from '../queries/responsibilities.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { readerOf, reading } from './readers.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

/** Route /responsibilities. Who answers for what is no secret of a scope: every reader sees the whole table. */
export function responsibilityRoutes(deps: AppDependencies) {
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/responsibilities',
      operationId: 'getResponsibilities',
      summary: 'Which department leads or joins for which sector in which township, since when and by which source',
      tags: ['Data'],
      middleware: [offers(json), revalidated(() => `${deps.version}.${deps.changes.dataVersion()}`)],
      request: { query: noParameters },
      responses: { 200: answerOf(z.object({ responsibilities: z.array(z.object(Responsibility.shape)) }), 'All rows, past and coming ones too'), ...refusals },
    }),
    async (context) => context.json({ responsibilities: await reading(deps, readerOf(context), readResponsibilities) }, 200),
  );
}
