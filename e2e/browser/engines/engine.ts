/**
 * A browser as the cases use it: tabs that share one profile, and what can happen to them. An engine names
 * what it cannot do in `lacks`, with the reason.
 */

/** Lists the abilities that a case may need beside tabs. */
export type Ability =
  /** Takes the network from the whole browser. */
  | 'offline'
  /** Blocks requests in the browser, as an ad blocker does. */
  | 'block'
  /** Sets the origin's quota. */
  | 'quota'
  /** Finishes a write that begins while the page goes away. */
  | 'last write'
  /** Keeps pages in the back/forward cache. */
  | 'way back'

export type Lacks = Readonly<Partial<Record<Ability, string>>>

export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** Runs a function in the page. Arguments and results must survive JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Sets how many bytes the origin may store. */
  setQuota(bytes: number): Promise<void>
  /** Closes the tab, and resolves when it is closed. */
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  readonly version: string
  readonly lacks: Lacks
  newTab(): Promise<Tab>
  /** Takes the network from all tabs, or gives it back. */
  setOffline(offline: boolean): Promise<void>
  /** Blocks requests of all tabs to addresses with this prefix. */
  block(address: string): Promise<void>
  /** Closes what a case has opened, and undoes what it has changed. */
  reset(): Promise<void>
  close(): Promise<void>
}
