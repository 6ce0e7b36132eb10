// What do all operations have in common? One kind of router, one set of refusals, one way to describe an answer.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Actor } from '../../data/contract/access.ts';
import { Problem } from '../../data/contract/problem.ts';
import { AppError } from '../errors.ts';
import { json } from './negotiation.ts';
import { requestError } from './problem.ts';

/** What middleware leaves for handlers: the media type chosen (negotiation.ts) and who asks (readers.ts). */
export interface ApiEnvironment {
  Variables: { mediaType: string; actor: Actor };
}

/** Gives a router whose requests are checked against their schemas before a handler runs; what does not pass ends in problem.ts. */
export function createRouter(): OpenAPIHono<ApiEnvironment> {
  return new OpenAPIHono<ApiEnvironment>({
    strict: false,
    defaultHook: (result) => {
      if (!result.success) throw requestError(result.target, result.error);
    },
  });
}

// Made anew: a schema made before the OpenAPI extension was loaded does not know it, and bundles load in an order of their own.
const ProblemSchema = z.object(Problem.shape).openapi('Problem');
const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: ProblemSchema } } });

/** Answers every operation may give instead of its own. */
export const refusals = {
  400: refusal('A parameter is unknown or has a value that cannot be read'),
  401: refusal('A session or a token is needed'),
  403: refusal('The role of the one who asks may not'),
  404: refusal('There is no such resource'),
  406: refusal('The resource has none of the media types asked for'),
  503: refusal('The server is starting, or its database is away; Retry-After says when to ask again'),
};

/** Gives the description of a JSON answer. */
export function answerOf<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** Gives the description of an answer that has several media types or one that is not plain JSON. */
export function answerAs(types: readonly string[], schema: z.ZodType, description: string): { description: string; content: Record<string, { schema: z.ZodType }> } {
  return { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/** Headers of an answer that is nobody else's and may not be kept. */
export const noStore = { 'Cache-Control': 'no-store' };

/** Gives the description of a JSON body that must be there. */
export function bodyOf<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { [json]: { schema } } };
}

/** Reads an id of a path. Throws AppError `not-found`: what is no id names nothing. */
export function readId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new AppError('not-found', `id: seen ${JSON.stringify(text.slice(0, 40))}, expected a whole number`);
  return Number(text);
}
