// What do we hold about a person, by which rules, and how does it go? For the committee office and the command line; every question stands in the audit.
import { createRoute, z } from '@hono/zod-openapi';
import { PersonAsked, personalData, PersonalDataFound } from '../../data/contract/personal-data.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { erasePerson } from '../commands/personal-data.ts';
import { AppError } from '../errors.ts';
import { findPerson } from '../queries/personal-data.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { addressOfClient, checkPermission } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, refusals } from './route.ts';
import { checkWrite } from './writes.ts';

const Found = z.object(PersonalDataFound.shape).openapi('PersonalDataFound');
const Rule = z.object({
  id: z.string(), zh: z.string(), en: z.string(), fields: z.array(z.string()), purposeZh: z.string(), purposeEn: z.string(), seenBy: z.string(),
  keptFrom: z.string(), keptDays: z.int().nullable(), mostDays: z.int().nullable(), erasing: z.string(), erasedZh: z.string(), erasedEn: z.string(), mark: z.string(), source: z.string(),
}).openapi('PersonalDataRule');
const Asked = z.strictObject({ name: z.string().max(60).optional(), phone: z.string().max(40).optional() });
const Erasure = z.strictObject({ ...Asked.shape, reason: z.string().trim().min(3).max(200) });

function readAsked(given: z.infer<typeof Asked>): PersonAsked {
  const parsed = PersonAsked.safeParse(given);
  if (!parsed.success) throw new AppError('invalid-body', parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '));
  return parsed.data;
}

/** What the audit says of a question: never whose data it was about. */
const kindsOf = ({ name, phone }: PersonAsked): string[] => [...(name === undefined ? [] : ['name']), ...(phone === undefined ? [] : ['phone'])];
const recordsOf = (found: readonly PersonalDataFound[]): string[] => [...new Set(found.map(({ record }) => record))].slice(0, 200);

/** Routes below /personal-data. A body, not an address, names the person: addresses are logged by proxies. */
export function personalDataRoutes(deps: AppDependencies) {
  const common = { tags: ['Access'], middleware: [offers(json)] };
  return createRouter()
    .openapi(
      createRoute({ ...common, method: 'get', path: '/personal-data/rules', operationId: 'getPersonalDataRules', summary: 'Which personal data are held, why, who sees them, how long', request: { query: noParameters }, responses: { 200: answerOf(z.object({ rules: z.array(Rule) }), 'The table'), ...refusals } }),
      (context) => context.json({ rules: personalData.map((rule) => ({ ...rule, fields: [...rule.fields] })) }, 200, noStore),
    )
    .openapi(
      createRoute({ ...common, method: 'post', path: '/personal-data/search', operationId: 'findPerson', summary: 'Every place where a person stands, at most 1000', request: { query: noParameters, body: bodyOf(Asked) }, responses: { 200: answerOf(z.object({ found: z.array(Found) }), 'Places, by rule'), ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'informers');
        const asked = readAsked(context.req.valid('json'));
        const found = await databaseOf(deps).transaction(async (tx) => {
          const places = await findPerson(tx, asked);
          await recordDeed(tx, actorFor(actor), { action: 'personal-data-searched', subject: 'personal-data', address: addressOfClient(context), detail: { by: kindsOf(asked), records: recordsOf(places) } });
          return places;
        });
        return context.json({ found }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'post', path: '/personal-data/erasure', operationId: 'erasePerson', summary: 'Erase a person wherever the rules allow it', description: 'Audit and free text stay; an account must be closed first. Gives what is gone and what stays.', request: { query: noParameters, body: bodyOf(Erasure) }, responses: { 200: answerOf(z.object({ erased: z.array(Found), kept: z.array(Found) }), 'What is gone, and what stays'), ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'informers');
        const { reason, ...given } = context.req.valid('json');
        const asked = readAsked(given);
        const outcome = await deps.write(async (batch) => {
          const done = await erasePerson(batch, await findPerson(batch.tx, asked));
          await recordDeed(batch.tx, actorFor(actor), { action: 'personal-data-erased', subject: 'personal-data', address: addressOfClient(context), detail: { by: kindsOf(asked), reason, erased: recordsOf(done.erased), kept: recordsOf(done.kept) } });
          return done;
        });
        deps.access.forget();
        return context.json(outcome, 200, noStore);
      },
    );
}
