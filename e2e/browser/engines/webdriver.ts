/**
 * A client with the part of W3C WebDriver that the cases need: https://www.w3.org/TR/webdriver2/. It runs one
 * command at a time.
 */
import type { Tab } from './engine.js'

export interface WebDriver {
  readonly version: string
  newTab(): Promise<Tab>
  close(): Promise<void>
}

interface Outcome {
  readonly value?: unknown
  readonly error?: string
}

/** The first window of a session stays open, since a browser ends with its last window. */
export async function startSession(driver: string, capabilities: object): Promise<WebDriver> {
  let last: Promise<unknown> = Promise.resolve()

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(driver + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const { value } = (await response.json()) as { value: unknown }
    if (response.ok) return value
    const { error, message } = value as { error: string; message: string }
    throw new Error(`${method} ${path.replace(/^\/session\/[^/]+/, '')}: ${error}: ${message}`)
  }

  const session = (await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } })) as {
    readonly sessionId: string
    readonly capabilities: { readonly browserVersion: string }
  }
  const at = `/session/${session.sessionId}`
  await call('POST', `${at}/timeouts`, { script: 60_000, pageLoad: 60_000 })

  const first = await call('GET', `${at}/window`)

  /** Switches to the window and runs a command as one step, since commands act on the current window. */
  function serialized<T>(run: () => Promise<T>): Promise<T> {
    const command = last.then(run, run)
    last = command
    return command
  }

  const tab = (handle: string): Tab => {
    const command = (method: string, path: string, body?: object) =>
      serialized(async () => {
        await call('POST', `${at}/window`, { handle })
        return call(method, at + path, body)
      })
    return {
      async goto(url) {
        await command('POST', '/url', { url })
      },
      async reload() {
        await command('POST', '/refresh', {})
      },
      async back() {
        await command('POST', '/back', {})
      },
      async evaluate<Args extends readonly unknown[], Result>(
        run: (...args: Args) => Result | Promise<Result>,
        ...args: Args
      ) {
        const script = `const [args, done] = arguments
          Promise.resolve().then(() => (${run})(...args)).then((value) => ({ value }), (error) => ({ error: String(error) }))
          .then((outcome) => done(JSON.stringify(outcome)))`
        const answer = await command('POST', '/execute/async', { script, args: [args] })
        const outcome = JSON.parse(String(answer)) as Outcome
        if (outcome.error !== undefined) throw new Error(outcome.error)
        return outcome.value as Result
      },
      setQuota: () => Promise.reject(new Error('WebDriver cannot set a quota')),
      async close() {
        await command('DELETE', '/window')
      },
    }
  }

  return {
    version: session.capabilities.browserVersion,
    newTab: () =>
      serialized(async () => {
        await call('POST', `${at}/window`, { handle: first })
        const { handle } = (await call('POST', `${at}/window/new`, { type: 'tab' })) as { handle: string }
        return tab(handle)
      }),
    close: () =>
      serialized(async () => {
        await call('DELETE', at)
      }),
  }
}
