/**
 * A browser as the cases see it: tabs that share one profile, and what can be done to them. What an engine has no way to do it
 * names in `lacks`, with the reason.
 */

/** What a case may need beside tabs. */
export type Ability =
  /** The browser itself is without a network. */
  | 'offline'
  /** Requests are blocked by the browser, as an ad blocker does it. */
  | 'block'
  /** The origin's quota can be set. */
  | 'quota'
  /** A write that begins as the page goes is finished. */
  | 'last write'
  /** Pages are kept for the way back. */
  | 'way back'

export type Lacks = Readonly<Partial<Record<Ability, string>>>

export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** Runs in the page; what goes in and comes out survives JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Bytes that the origin may store. */
  setQuota(bytes: number): Promise<void>
  /** Resolves when it is gone. */
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  readonly version: string
  readonly lacks: Lacks
  newTab(): Promise<Tab>
  /** Of all tabs. */
  setOffline(offline: boolean): Promise<void>
  /** Requests to addresses that begin like this, of all tabs. */
  block(address: string): Promise<void>
  /** Ends what a case has opened and changed. */
  reset(): Promise<void>
  close(): Promise<void>
}
