/** Sends a browser elsewhere. A guard throws it; the router answers with it. */
import type { ServerResponse } from 'node:http'

export class Redirect extends Error {
  override readonly name = 'Redirect'
  /** @param location a path of this collector */
  constructor(readonly location: string) {
    super('see another address')
  }
}

/** Answers 303, after which a browser asks by GET. */
export function sendRedirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': 0 })
  response.end()
}
