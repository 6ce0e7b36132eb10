// How do bytes leave this device so that somebody can see how far they are, and stop them?
import { RequestError } from './client.ts';

/** A line that says nothing for so long is taken for lost, in milliseconds. */
const silenceMilliseconds = 45_000;

export interface Upload {
  readonly address: string;
  readonly body: Blob;
  readonly headers: Readonly<Record<string, string>>;
  /** Hears 0..1 as bytes leave. */
  readonly onShare?: ((share: number) => void) | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal;
}

/** Posts bytes and gives the answer's JSON. Rejects with RequestError (status 0: no line), or with the signal's reason. */
export function upload<Answer>({ address, body, headers, onShare, signal }: Upload): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // XMLHttpRequest: fetch tells nothing of what has left.
    const sending = new XMLHttpRequest();
    sending.open('POST', address);
    sending.timeout = 0;
    for (const [name, value] of Object.entries({ 'X-Anlan-Request': 'page', ...headers })) sending.setRequestHeader(name, value);
    const stop = (): void => sending.abort();
    signal?.addEventListener('abort', stop, { once: true });
    let silence = setTimeout(stop, silenceMilliseconds);
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(stop, silenceMilliseconds);
    };
    sending.upload.onprogress = ({ loaded, total }) => {
      heard();
      onShare?.(total === 0 ? 0 : loaded / total);
    };
    sending.onloadend = () => {
      clearTimeout(silence);
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else if (sending.status >= 200 && sending.status < 300) resolve(JSON.parse(sending.responseText) as Answer);
      else reject(new RequestError(sending.status, problemIn(sending.responseText)));
    };
    if (signal?.aborted === true) stop();
    else sending.send(body);
  });
}

function problemIn(text: string): RequestError['problem'] {
  try {
    return JSON.parse(text) as RequestError['problem'];
  } catch {
    return null;
  }
}
