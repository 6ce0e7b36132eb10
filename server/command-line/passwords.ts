// How does a password get in without standing in the list of processes or the history of a shell? Typed unseen, piped in, or made here.
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Misuse, say } from './command.ts';

/** Gives a password that nobody chose: 24 letters and digits in groups, of three kinds. */
export function makePassword(): string {
  const letters = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  for (;;) {
    const text = [...randomBytes(24)].map((byte) => letters[byte % letters.length] ?? '').join('');
    if (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)) return text.replace(/(.{6})(?=.)/g, '$1-');
  }
}

/** Gives a password: made and printed once with `isMade`, typed twice at a terminal, else the first line of what is piped in. Throws Misuse when there is none. */
export async function readPassword(isMade: boolean): Promise<string> {
  if (isMade) {
    const password = makePassword();
    say(`password: ${password}`);
    return password;
  }
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) if (line !== '') return line;
    throw new Misuse('password: seen nothing on the standard input, expected one line; --generate makes one');
  }
  const [first, second] = [await typed('password: '), await typed('once more: ')];
  if (first !== second) throw new Misuse('password: seen two that differ, expected the same twice');
  return first;
}

/** Reads a line from the terminal without showing it. */
function typed(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  let text = '';
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', hear);
      stderr.write('\n');
    };
    const hear = (chunk: Buffer): void => {
      for (const letter of chunk.toString()) {
        if (letter === '\r' || letter === '\n') {
          end();
          resolve(text);
          return;
        }
        if (letter === '\u0003') {
          end();
          reject(new Misuse('given up'));
          return;
        }
        text = letter === '\u007f' ? [...text].slice(0, -1).join('') : text + letter;
      }
    };
    stdin.on('data', hear);
  });
}
