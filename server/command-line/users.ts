// Who has an account? Made, listed, changed and closed from the command line.
import type { AccountSummary } from '../../data/contract/accounts.ts';
import { AppError } from '../errors.ts';
import { asking } from './asking.ts';
import { type Ask, type Command, exitCodes, Misuse, say, sayTable } from './command.ts';
import { grantOptions, grantUsage, readGrantOptions, readWordsOf, sayGrant } from './grants.ts';
import { readPassword } from './passwords.ts';

const usage = `anlan user list
anlan user add NAME --role ROLE [--name "Full name"] [--area A,B] [--sector S] [--site 1,2] [--generate]
anlan user grant NAME --role ROLE …   changes what the account is given; its sessions end
anlan user disable NAME               closes an account; its sessions and tokens end at once
anlan user enable NAME
anlan user password NAME [--generate] sets a new password; its sessions end
${grantUsage}
  --generate       makes a password and prints it once; else it is typed, or piped in as one line
Passwords: at least 10 characters of 3 kinds. Every change stands in the audit.`;

/** Gives the account of a user name. Rejects with AppError `not-found`. */
async function accountOf(ask: Ask, userName: string): Promise<AccountSummary> {
  const { users } = (await (await ask('GET', '/api/users')).json()) as { users: AccountSummary[] };
  const found = users.find((user) => user.userName === userName.toLowerCase());
  if (found === undefined) throw new AppError('not-found', `NAME: seen ${JSON.stringify(userName)}, expected one of ${users.map((user) => user.userName).join(', ') || 'none: there are no accounts yet'}`);
  return found;
}

export const userCommand: Command = {
  name: 'user',
  summary: 'list, add, change and close accounts',
  usage,
  run([action = '', ...words], surroundings) {
    const change = (userName: string, body: object): Promise<number> =>
      asking(surroundings, async (ask) => {
        const { id } = await accountOf(ask, userName);
        await ask('PATCH', `/api/users/${encodeURIComponent(id)}`, body);
        say(`${userName}: done`);
        return exitCodes.done;
      });
    switch (action) {
      case 'list':
        readWordsOf(words, {}, null);
        return asking(surroundings, async (ask) => {
          const { users } = (await (await ask('GET', '/api/users')).json()) as { users: AccountSummary[] };
          sayTable(['user name', 'name', 'given', 'state', 'last seen'], users.map((user) => [user.userName, user.name, sayGrant(user.grant), user.disabled ? 'disabled' : user.locked ? 'locked' : user.twoFactor ? 'two factors' : 'open', user.seenAt ?? '-']));
          return exitCodes.done;
        });
      case 'add': {
        const { values, noun } = readWordsOf(words, { ...grantOptions, name: { type: 'string' }, generate: { type: 'boolean' } }, 'NAME');
        const grant = readGrantOptions(values);
        return asking(surroundings, async (ask) => {
          const password = await readPassword(values.generate === true);
          await ask('POST', '/api/users', { userName: noun, name: values.name ?? noun, password, grant });
          say(`${noun}: added as ${sayGrant(grant)}`);
          return exitCodes.done;
        });
      }
      case 'grant': {
        const { values, noun } = readWordsOf(words, grantOptions, 'NAME');
        return change(noun, { grant: readGrantOptions(values) });
      }
      case 'disable':
      case 'enable':
        return change(readWordsOf(words, {}, 'NAME').noun, { disabled: action === 'disable' });
      case 'password': {
        const { values, noun } = readWordsOf(words, { generate: { type: 'boolean' } }, 'NAME');
        return readPassword(values.generate === true).then((password) => change(noun, { password }));
      }
      default:
        throw new Misuse(`user: seen ${JSON.stringify(action)}, expected list, add, grant, disable, enable or password`);
    }
  },
};
