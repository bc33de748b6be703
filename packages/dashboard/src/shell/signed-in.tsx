import type { Me } from '../api/me.js'

/** Says who reads, and ends a session that began on the page for signing in. */
export function SignedIn({ me }: { me: Me }) {
  const [tenant] = me.tenants
  return (
    <div class="signed-in">
      <p class="muted">
        {me.admin ? (
          'Signed in as admin'
        ) : (
          <>
            Signed in as <bdi>{tenant?.name ?? me.who}</bdi>
          </>
        )}
      </p>
      {/* A browser forgets Basic credentials only when it is closed. */}
      {me.by === 'cookie' && (
        <form method="post" action="/sign-out">
          <button type="submit">Sign out</button>
        </form>
      )}
    </div>
  )
}
