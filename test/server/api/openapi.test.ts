// Is the description valid OpenAPI 3.0, complete and true?
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiServer, ask, startApi } from './api-server.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApi('served');
});
afterAll(() => server.stop());

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; style?: string; explode?: boolean; schema: Record<string, unknown> }[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}
const read = async (): Promise<Document> => (await ask(`${server.root}/openapi`)).body as Document;

it('is valid against the schema of OpenAPI 3.0', async () => {
  const document = await read();
  const result = await new Validator().validate(document as never);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(document.openapi).toMatch(/^3\.0\./);
});

it('names the server absolutely, as the client asked for it', async () => {
  expect((await read()).servers).toEqual([{ url: server.root }]);
});
