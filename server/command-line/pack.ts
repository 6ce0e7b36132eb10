// How is the one archive made that runs on a machine with only Node?
import { join } from 'node:path';
import { packProgram } from '../operations/pack.ts';
import { type Command, exitCodes, say } from './command.ts';
import { readWordsOf } from './grants.ts';

export const packCommand: Command = {
  name: 'pack',
  summary: 'make one archive for a machine with only Node and no network (npm run pack)',
  usage: `npm run pack
Makes dist/anlan-VERSION-PLATFORM.tar.gz: the built page and server, what of node_modules runs, data, this README, a unit for systemd and the script "anlan".
There: tar xf anlan-….tar.gz && cd anlan-… && ./anlan start (or node dist/server/main.js). It needs Node 20.19 and the platform it was made on.`,
  async run(words, { root, version }) {
    readWordsOf(words, {}, null);
    const { file, bytes, files, packages, platform } = await packProgram({ root, version, target: join(root, 'dist') });
    say(`${file}: ${(bytes / 1e6).toFixed(1)} MB, ${files} files, ${packages} packages, for ${platform}`);
    return exitCodes.done;
  },
};
