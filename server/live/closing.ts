// How does a server stop taking requests without cutting off those it is answering?
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export interface Closing {
  /** Takes no more connections, ends event streams at once, and lets running requests finish for at most `graceMilliseconds`. */
  finish(graceMilliseconds: number): Promise<void>;
}

/** Streams that never end by themselves. */
const isEndless = (request: IncomingMessage): boolean => request.url?.startsWith('/api/events') === true;

/** Follows the requests of a server from now on. */
export function followRequests(server: Server): Closing {
  const running = new Map<ServerResponse, IncomingMessage>();
  let onEmpty: () => void = () => undefined;
  let closing = false;
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    running.set(response, request);
    // A connection that is kept alive would hold the server open after its last answer.
    if (closing) response.setHeader('Connection', 'close');
    response.once('close', () => {
      running.delete(response);
      if (closing) server.closeIdleConnections();
      if (running.size === 0) onEmpty();
    });
  });
  return {
    async finish(graceMilliseconds) {
      closing = true;
      server.close();
      for (const [response, request] of [...running]) if (isEndless(request)) response.destroy();
      server.closeIdleConnections();
      if (running.size > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, graceMilliseconds);
          onEmpty = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      server.closeAllConnections();
    },
  };
}
