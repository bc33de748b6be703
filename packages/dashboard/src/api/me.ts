/** `GET /v1/me`: who reads, and which tenants there are. */
import { useEffect, useState } from 'preact/hooks'
import { send } from './request.js'

export interface WriteKeyName {
  readonly name: string
  /** The pages that may use it; none for servers, `*` for every page. */
  readonly origins: readonly string[]
  readonly expires_at: string | null
}

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly retention_days: number
  readonly content: 'off' | 'redacted'
  readonly write_keys: readonly WriteKeyName[]
}

export interface Me {
  readonly who: string
  readonly admin: boolean
  /** Says how the reader is known; only a cookie can be ended, by `/sign-out`. */
  readonly by: 'cookie' | 'basic' | 'bearer'
  readonly scopes: readonly ('read' | 'erase' | 'boards')[]
  readonly expires_at: string | null
  readonly tenants: readonly Tenant[]
}

/**
 * The collector knows it without a store, so that this answer says nothing about figures.
 *
 * @throws ApiError
 */
export const fetchMe = async (signal: AbortSignal): Promise<Me> =>
  (await (await send('/v1/me', { signal })).json()) as Me

/** Returns who reads: undefined until it is known, and null after a failure. */
export function useMe(): Me | null | undefined {
  const [me, setMe] = useState<Me | null>()
  useEffect(() => {
    const controller = new AbortController()
    fetchMe(controller.signal).then(setMe, () => {
      if (!controller.signal.aborted) setMe(null)
    })
    return () => controller.abort()
  }, [])
  return me
}

/** Only the admin, and whoever has a token with the scope for it, may save boards. */
export const maySaveBoards = (me: Me | null | undefined): boolean =>
  me?.admin === true || me?.scopes.includes('boards') === true
