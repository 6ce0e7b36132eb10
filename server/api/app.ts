// What does the server answer? All routes of the API under one roof, and the page beside it.
import { methodNotAllowed } from 'hono/method-not-allowed';
import { collectionOf, collections } from '../../data/contract/collections.ts';
import { AppError } from '../errors.ts';
import { administrationRoutes } from './administration.ts';
import { analysisRoutes } from './analyses.ts';
import { auditExportRoutes } from './audit-export.ts';
import { backupRoutes } from './backups.ts';
import { basemapRoutes } from './basemaps.ts';
import { bulletinRoutes } from './bulletins.ts';
import { collectionRoutes } from './collections.ts';
import { dataQualityRoutes } from './data-quality.ts';
import type { AppDependencies } from './dependencies.ts';
import { docsRoutes } from './docs.ts';
import { eventRoutes } from './events.ts';
import { evidenceRoutes } from './evidence.ts';
import { boundBody, guard } from './guard.ts';
import { hazardRoutes } from './hazards.ts';
import { healthRoutes } from './health.ts';
import { exportRoutes } from './exports.ts';
import { informerRoutes } from './informers.ts';
import { importBatchRoutes } from './import-batches.ts';
import { importClinicRoutes } from './import-clinic.ts';
import { inboxRoutes } from './inbox.ts';
import { incidentRoutes } from './incidents.ts';
import { itemRoutes } from './items.ts';
import { jobRoutes } from './jobs.ts';
import { landingRoutes } from './landing.ts';
import { ledgerRoutes } from './ledger.ts';
import { openApiRoutes } from './openapi.ts';
import { personalDataRoutes } from './personal-data.ts';
import { problemResponse } from './problem.ts';
import { queryablesRoutes } from './queryables.ts';
import { identified, Scopes } from './readers.ts';
import { responsibilityRoutes } from './responsibilities.ts';
import { createRouter } from './route.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session.ts';
import { siteEditRoutes } from './site-edits.ts';
import { siteRoutes } from './sites.ts';
import { watchStaleness } from './staleness.ts';
import { sendFile } from './static-files.ts';
import { matrixSetRoutes } from './tile-matrix-set.ts';
import { tileSetRoutes } from './tile-sets.ts';
import { tileRoutes } from './tiles.ts';
import { versionsByCollection } from './validators.ts';
import { wordRoutes } from './words.ts';

export type { AppDependencies } from './dependencies.ts';

/** Gives the app. It keeps nothing outside itself: two may live in one process. */
export function createApp(deps: AppDependencies) {
  const staleness = watchStaleness(deps);
  const scopes = new Scopes(deps);
  const versionOf = versionsByCollection(deps.changes);
  const root = createRouter();
  const described = createRouter();
  described.use(
    '*',
    methodNotAllowed({
      app: described,
      onMethodNotAllowed: (context, methods) => {
        const response = problemResponse(context, new AppError('method-not-allowed', `method: seen ${context.req.method}, expected ${methods.join(' or ')}`), deps.log);
        response.headers.set('Allow', methods.join(', '));
        return response;
      },
    }),
  );
  described.use('*', boundBody());
  // One noun, one line. Order does not matter: no two paths are alike.
  const api = described
    .route('/', landingRoutes(deps))
    .route('/', openApiRoutes(deps, described))
    .route('/', docsRoutes(deps))
    .route('/', collectionRoutes(deps, versionOf))
    .route('/', queryablesRoutes(deps))
    .route('/', exportRoutes(deps))
    .route('/', itemRoutes(deps, versionOf, scopes))
    .route('/', matrixSetRoutes(deps))
    .route('/', tileSetRoutes(deps, scopes))
    .route('/', tileRoutes(deps, staleness, scopes))
    .route('/', basemapRoutes(deps))
    .route('/', siteRoutes(deps))
    .route('/', siteEditRoutes(deps))
    .route('/', incidentRoutes(deps))
    .route('/', inboxRoutes(deps))
    .route('/', dataQualityRoutes(deps))
    .route('/', hazardRoutes(deps))
    .route('/', ledgerRoutes(deps, scopes))
    .route('/', evidenceRoutes(deps))
    .route('/', bulletinRoutes(deps))
    .route('/', searchRoutes(deps, scopes))
    .route('/', analysisRoutes(deps, staleness, scopes))
    .route('/', wordRoutes(deps))
    .route('/', sessionRoutes(deps))
    .route('/', administrationRoutes(deps))
    .route('/', importClinicRoutes(deps))
    .route('/', importBatchRoutes(deps))
    .route('/', auditExportRoutes(deps))
    .route('/', informerRoutes(deps))
    .route('/', personalDataRoutes(deps))
    .route('/', backupRoutes(deps))
    .route('/', responsibilityRoutes(deps))
    .route('/', healthRoutes(deps))
    .route('/', eventRoutes(deps, scopes))
    .route('/', jobRoutes(deps));

  root.use('*', guard(deps.log, deps.basemaps.origins, deps.publicUrl === null ? null : new URL(deps.publicUrl).host));
  root.use('/api/*', identified(deps));
  root.use('/api', identified(deps));
  const app = root.route('/api', api);
  app.all('/api/*', (context) => problemResponse(context, notFound(context.req.path), deps.log));
  app.get('*', (context) => sendFile(context, deps.webDirectory));
  app.onError((error, context) => problemResponse(context, error, deps.log));
  app.notFound((context) => problemResponse(context, notFound(context.req.path), deps.log));
  return app;
}

/** Gives the error of a path nobody answers; one that names an unknown collection says which there are. */
function notFound(path: string): AppError {
  const id = /^\/api\/collections\/([^/]+)/.exec(path)?.[1];
  if (id !== undefined && collectionOf(id) === undefined) {
    return new AppError('not-found', `collection: seen ${JSON.stringify(id.slice(0, 60))}, expected one of ${collections.map((known) => known.id).join(', ')}`);
  }
  return new AppError('not-found', `path: seen ${JSON.stringify(path.slice(0, 100))}, expected one that /api/openapi names`);
}
