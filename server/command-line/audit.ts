// Is the audit whole, and how does it leave the machine?
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AuditVerdict } from '../../data/contract/audit.ts';
import { asking } from './asking.ts';
import { type Command, exitCodes, Misuse, say } from './command.ts';
import { readWordsOf } from './grants.ts';

const usage = `anlan audit verify [--anchor HASH]   walks the chain: was a row changed, removed, or the end cut off?
  --anchor HASH    a hash seen outside, on a bulletin or an export, that must still be in the chain
anlan audit export FILE              every row, the oldest first, as lines of JSON with the hash of the row before
Ends with 0 when the chain is whole, 4 when it is not.`;

export const auditCommand: Command = {
  name: 'audit',
  summary: 'verify and export the record of who did what',
  usage,
  run([action = '', ...words], surroundings) {
    if (action === 'verify') {
      const { anchor } = readWordsOf(words, { anchor: { type: 'string' } }, null).values;
      if (anchor !== undefined && !/^[0-9a-f]{64}$/.test(anchor)) throw new Misuse('--anchor: expected 64 hexadecimal digits');
      return asking(surroundings, async (ask) => {
        const verdict = AuditVerdict.parse(await (await ask('GET', `/api/audit/verify${anchor === undefined ? '' : `?anchor=${anchor}`}`)).json());
        say(`${verdict.entries} entries, newest ${verdict.newestHash}: ${verdict.intact ? 'whole' : 'NOT WHOLE'}`);
        for (const { kind, sequence, count } of verdict.faults) say(`  ${kind} at ${sequence}${count > 1 ? `, ${count} rows` : ''}`);
        return verdict.intact ? exitCodes.done : exitCodes.unsound;
      });
    }
    if (action === 'export') {
      const file = readWordsOf(words, {}, 'FILE').noun;
      return asking(surroundings, async (ask) => {
        const { body } = await ask('GET', '/api/audit/export?format=ndjson');
        const part = `${file}.part`;
        try {
          await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body as never), createWriteStream(part, { mode: 0o600 }));
          await rename(part, file);
        } finally {
          await rm(part, { force: true });
        }
        say(`${file}: written`);
        return exitCodes.done;
      });
    }
    throw new Misuse(`audit: seen ${JSON.stringify(action)}, expected verify or export`);
  },
};
