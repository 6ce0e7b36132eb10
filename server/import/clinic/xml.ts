// How is XML read as a stream, with no entity of its own ever expanded and no text ever kept that grows without end?
import { SaxesParser } from 'saxes';
import { AppError } from '../../errors.ts';

export interface XmlHandlers {
  /** Name without its prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Characters that may come without any tag between them; a cell holds at most 32,767 (Excel), a description of KML rarely a tenth of this. */
const mostRun = 4_000_000;

const local = (name: string): string => {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
};

/**
 * Reads XML. A DOCTYPE is refused outright: entities are how XML bombs are made, and no table needs them. Yields after every chunk so that the caller can hand on what the handlers gathered.
 * Throws AppError `invalid-body` for XML that is none, `too-large` for a text without end.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  let run = 0;
  let fault: unknown = null;
  const stop = (error: unknown): void => {
    fault ??= error;
  };
  parser.on('error', (error) => stop(new AppError('invalid-body', `seen XML that is broken (${error.message.slice(0, 120)}), expected well-formed XML`, {}, error)));
  parser.on('doctype', () => stop(new AppError('invalid-body', 'seen XML with a DOCTYPE, which can hold an entity bomb, expected XML without')));
  parser.on('opentag', ({ name, attributes }) => {
    run = 0;
    if (fault === null) handlers.open(local(name), attributes as Record<string, string>);
  });
  parser.on('text', (text) => {
    if (fault === null) handlers.text(text);
  });
  parser.on('cdata', (text) => {
    if (fault === null) handlers.text(text);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    if (fault === null) handlers.close(local(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for await (const chunk of bytes) {
    // The declaration of a DOCTYPE may itself be without end: it is seen before it is read.
    const text = decoder.decode(chunk, { stream: true });
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) stop(new AppError('invalid-body', 'seen XML with a DOCTYPE, which can hold an entity bomb, expected XML without'));
    run += text.length;
    if (fault === null) parser.write(text);
    if (run > mostRun) stop(new AppError('too-large', `seen a text of more than ${mostRun / 1e6} million characters in one place, expected a table`));
    if (fault !== null) throw fault;
    yield;
  }
  parser.close();
  if (fault !== null) throw fault;
}
