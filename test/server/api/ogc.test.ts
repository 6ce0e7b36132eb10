// Does the API keep the OGC standards it declares, in both homes?
import { afterAll, beforeAll, describe } from 'vitest';
import { testOgc } from '../../suites/ogc.ts';
import { type ApiServer, startApi } from './api-server.ts';

describe.each(['served', 'embedded'] as const)('over the %s home', (home) => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi(home);
  });
  afterAll(() => server.stop());
  testOgc({
    root: () => server.root,
    collections: ['enterprises', 'gas-networks', 'construction-sites', 'areas', 'hazards', 'inspections', 'vessels', 'storms'],
    tiled: ['enterprises', 'gas-networks', 'construction-sites', 'areas', 'hazards', 'vessels', 'storms'],
    timeOf: {
      'construction-sites': ['startsOn', 'endsOn'],
      hazards: ['foundAt', 'foundAt'],
      inspections: ['startedAt', 'startedAt'],
      vessels: ['positionAt', 'positionAt'],
      storms: ['startedAt', 'endedAt'],
    },
  });
});
