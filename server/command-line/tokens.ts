// Which tokens open the API to scripts, QGIS and walls? Made, listed and ended from the command line.
import type { TokenSummary } from '../../data/contract/accounts.ts';
import { asking } from './asking.ts';
import { type Command, exitCodes, Misuse, say, sayTable } from './command.ts';
import { grantOptions, grantUsage, readGrantOptions, readWordsOf, sayGrant } from './grants.ts';

const usage = `anlan token list
anlan token add --role ROLE [--name NAME] [--area A,B] [--sector S] [--site 1,2] [--days N]   ("add" may be left out)
anlan token revoke ID
${grantUsage}
  --days N         ends after so many days, 1 to 3650; without: a year, and never for a wall
The token is printed once, alone on a line; only its digest is kept.`;

export const tokenCommand: Command = {
  name: 'token',
  summary: 'list, make and end tokens for scripts, QGIS and walls',
  usage,
  run(given, surroundings) {
    const [action = '', ...words] = given[0]?.startsWith('--') === true ? ['add', ...given] : given;
    switch (action) {
      case 'list':
        readWordsOf(words, {}, null);
        return asking(surroundings, async (ask) => {
          const { tokens } = (await (await ask('GET', '/api/tokens')).json()) as { tokens: TokenSummary[] };
          sayTable(['id', 'name', 'given', 'ends', 'last used', 'state'], tokens.map((token) => [String(token.id), token.name, sayGrant(token.grant), token.expiresAt ?? 'never', token.lastUsedOn ?? '-', token.revoked ? 'revoked' : 'holds']));
          return exitCodes.done;
        });
      case 'add': {
        const { values } = readWordsOf(words, { ...grantOptions, name: { type: 'string' }, days: { type: 'string' } }, null);
        const grant = readGrantOptions(values);
        const days = values.days === undefined ? null : /^\d{1,4}$/.test(values.days) ? Number(values.days) : 0;
        if (days !== null && !(days >= 1 && days <= 3650)) throw new Misuse(`--days: seen ${JSON.stringify(values.days)}, expected a whole number from 1 to 3650`);
        return asking(surroundings, async (ask) => {
          const expiresAt = days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString();
          const { token } = (await (await ask('POST', '/api/tokens', { name: values.name ?? `${grant.role} (command line)`, grant, expiresAt })).json()) as { token: string };
          say(token);
          return exitCodes.done;
        });
      }
      case 'revoke': {
        const { noun } = readWordsOf(words, {}, 'ID');
        if (!/^\d{1,9}$/.test(noun)) throw new Misuse(`ID: seen ${JSON.stringify(noun)}, expected a number of "token list"`);
        return asking(surroundings, async (ask) => {
          await ask('DELETE', `/api/tokens/${noun}`);
          say(`token ${noun}: revoked`);
          return exitCodes.done;
        });
      }
      default:
        throw new Misuse(`token: seen ${JSON.stringify(action)}, expected list, add or revoke`);
    }
  },
};
