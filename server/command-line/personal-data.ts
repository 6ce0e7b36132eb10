// What do we hold about a person, and how does it go, from the command line?
import { type PersonalDataFound, personalData } from '../../data/contract/personal-data.ts';
import { asking } from './asking.ts';
import { type Command, exitCodes, Misuse, say, sayTable } from './command.ts';
import { readWordsOf } from './grants.ts';

const usage = `anlan personal-data rules                              which personal data are held, why, who sees them, how long
anlan personal-data export --name NAME | --phone PHONE  every place where a person stands, as JSON
anlan personal-data erase --name NAME | --phone PHONE --reason "…"
  --name           exact name; --phone: digits count, from the end
Erasing clears informers, contacts of sites, owners of hazards and closed accounts. The audit, free text and the life of a hazard are only added to:
what stays there is printed. What is kept long enough goes by itself every night. Each question stands in the audit, without whom it was about.`;
const person = { name: { type: 'string' }, phone: { type: 'string' } } as const;

export const personalDataCommand: Command = {
  name: 'personal-data',
  summary: 'what is held about a person, and its erasing',
  usage,
  run([action = '', ...words], surroundings) {
    const show = (title: string, found: readonly PersonalDataFound[]): void => {
      say(`${title}: ${found.length}`);
      for (const { record, field } of found) say(`  ${record}  ${field}`);
    };
    switch (action) {
      case 'rules':
        readWordsOf(words, {}, null);
        sayTable(['id', 'fields', 'seen by', 'kept', 'then'], personalData.map((rule) => [rule.id, rule.fields.join(' '), rule.seenBy, rule.keptDays === null ? 'with the record' : `${rule.keptDays} days after ${rule.keptFrom}${rule.mostDays === null ? '' : `, ${rule.mostDays} at most`}`, rule.erasing]));
        return Promise.resolve(exitCodes.done);
      case 'export': {
        const { values } = readWordsOf(words, person, null);
        return asking(surroundings, async (ask) => {
          say(JSON.stringify(await (await ask('POST', '/api/personal-data/search', values)).json(), null, 2));
          return exitCodes.done;
        });
      }
      case 'erase': {
        const { values } = readWordsOf(words, { ...person, reason: { type: 'string' } }, null);
        if (values.reason === undefined) throw new Misuse('--reason: seen none, expected why, for the audit');
        return asking(surroundings, async (ask) => {
          const { erased, kept } = (await (await ask('POST', '/api/personal-data/erasure', values)).json()) as Record<'erased' | 'kept', PersonalDataFound[]>;
          show('erased', erased);
          show('kept', kept);
          return exitCodes.done;
        });
      }
      default:
        throw new Misuse(`personal-data: seen ${JSON.stringify(action)}, expected rules, export or erase`);
    }
  },
};
