/** A person who signed in stays so when the collector is killed, and no longer than the token is valid. */
import { execFileSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
})

async function signIn({ url }: CollectorProcess, user: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ user, password }),
  })
  expect(answer.status).toBe(303)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

test('a session outlives the process and ends with its token', async () => {
  const running = await startCollector()
  collector = running
  const keys = (...args: string[]) =>
    execFileSync(process.execPath, [COMMAND, 'keys', ...args], {
      env: { ...process.env, HUSHLOG_CONFIG: running.configFile },
      encoding: 'utf8',
    })
  const [token = ''] =
    /hlr_[\w-]+/.exec(keys('create', '--read', '--tenant', acme.id, '--name', 'reporter')) ?? []
  const status = async (cookie: string) =>
    (await fetch(`${running.url}/v1/me`, { headers: { cookie } })).status
  const signInWhenTaken = async () => {
    // The collector looks for changed keys every two seconds.
    await expect
      .poll(
        async () => {
          const headers = { authorization: `Bearer ${token}` }
          return (await fetch(`${running.url}/v1/me`, { headers })).status
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe(200)
    return signIn(running, acme.id, token)
  }
  const cookie = await signInWhenTaken()
  const other = await signIn(running, acme.id, acme.readToken)
  expect([await status(cookie), await status(other)]).toEqual([200, 200])

  await running.kill()
  await running.start()
  expect([await status(cookie), await status(other)]).toEqual([200, 200])

  keys('revoke', 'reporter')
  await expect.poll(() => status(cookie), { timeout: 20_000, interval: 200 }).toBe(401)
  expect(await status(other)).toBe(200)

  const file = join(running.dataDir, 'keys.json')
  const { session_secret } = JSON.parse(await readFile(file, 'utf8')) as { session_secret: string }
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  for (const secret of [token, acme.readToken, session_secret, cookie])
    expect(running.output()).not.toContain(secret)
})
