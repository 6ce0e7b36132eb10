// What is an account or a token given? The options both share.
import { parseArgs } from 'node:util';
import { Grant, roles } from '../../data/contract/access.ts';
import { Misuse } from './command.ts';

/** Options by name; each takes a text or stands alone. */
type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

export const grantOptions = { role: { type: 'string' }, area: { type: 'string' }, sector: { type: 'string' }, site: { type: 'string' } } as const satisfies Options;

export const grantUsage = `  --role ROLE      ${roles.map(({ id }) => id).join(' ')}
  --area A,B       townships it is limited to, --sector S,T  sectors, --site 1,2  ids of sites; without = not limited in that way`;

const listOf = (text: string | undefined): string[] | null => (text === undefined ? null : text.split(',').map((part) => part.trim()).filter((part) => part !== ''));

/** Gives the grant of the options. Throws Misuse naming what is missing or wrong. */
export function readGrantOptions({ role, area, sector, site }: { role?: string | undefined; area?: string | undefined; sector?: string | undefined; site?: string | undefined }): Grant {
  if (role === undefined) throw new Misuse(`--role: seen none, expected one of ${roles.map(({ id }) => id).join(', ')}`);
  const parsed = Grant.safeParse({ role, areaCodes: listOf(area), sectorCodes: listOf(sector), siteIds: listOf(site)?.map(Number) ?? null });
  if (parsed.success) return parsed.data;
  const names: Readonly<Record<string, string>> = { role: '--role', areaCodes: '--area', sectorCodes: '--sector', siteIds: '--site' };
  throw new Misuse(parsed.error.issues.map((issue) => `${names[String(issue.path[0])] ?? 'grant'}: ${issue.message}`).join('; '));
}

/** Gives a grant as one cell of a table. */
export function sayGrant({ role, areaCodes, sectorCodes, siteIds }: Grant): string {
  const limits = [areaCodes, sectorCodes, siteIds].flatMap((list) => (list === null ? [] : [list.join(',')]));
  return [role, ...limits].join(' ');
}

/** Takes the words of a command apart: its options, and the one noun it takes (null = none). Throws Misuse, or what parseArgs throws for an unknown option. */
export function readWordsOf<const Given extends Options>(words: readonly string[], options: Given, named: string | null) {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: options as Record<string, { type: 'string' | 'boolean' }> });
  const [first, more] = positionals;
  if (more !== undefined || (named === null && first !== undefined)) throw new Misuse(`seen ${JSON.stringify(more ?? first)}, expected ${named === null ? 'options only' : `one ${named}`}`);
  if (named !== null && first === undefined) throw new Misuse(`${named}: seen none, expected one`);
  return { values: values as { [Name in keyof Given]?: Given[Name]['type'] extends 'string' ? string : boolean }, noun: first ?? '' };
}
