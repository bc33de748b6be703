/** Opens the reports of an embedded store without HTTP and without a cache, so that they can be measured. */
import type { StoredAnalytics } from '../query/analytics.js'

export interface EmbeddedReports {
  analytics(tenantId: string, days: number): Promise<StoredAnalytics>
  overview(tenantIds: readonly string[], days: number): Promise<unknown>
  /** Sums up all hours that have ended. */
  updateRollups(): Promise<void>
  close(): Promise<void>
}

export async function openEmbeddedReports(dataDir: string, now = Date.now): Promise<EmbeddedReports> {
  // They are loaded here, so that tests of other sinks need no DuckDB.
  const [{ readAnalytics }, { readOverview }, { periodOf }, { createEmbeddedStore }] = await Promise.all([
    import('../query/analytics.js'),
    import('../query/overview.js'),
    import('../query/period.js'),
    import('../sinks/embedded/embedded.js'),
  ])
  const { sink, reports, updateRollups } = createEmbeddedStore({ name: 'embedded', dataDir, now })
  await sink.open(new AbortController().signal)
  return {
    analytics: (tenantId, days) => readAnalytics(reports, tenantId, periodOf(days, now()), now()),
    overview: (tenantIds, days) => readOverview(reports, tenantIds, (id) => id, periodOf(days, now())),
    updateRollups,
    close: () => sink.close(),
  }
}
