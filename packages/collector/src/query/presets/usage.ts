/** The report about who uses an application, how long and what of it. */
import { asNamed, type Preset } from './preset.js'

const visits = asNamed('app_sessions', 'users', 'requests', 'page_views')

export const usagePresets: readonly Preset[] = [
  {
    name: 'usage',
    title: 'Users, sessions and what they use',
    tenants: 'named',
    lists: [
      {
        name: 'rows',
        title: 'By day',
        by: ['time:day'],
        columns: asNamed(
          'users',
          'app_sessions',
          'sessions_per_user',
          'session_duration_avg',
          'session_duration_median',
          'requests',
          'page_views',
        ),
      },
      { name: 'modules', title: 'By module', by: ['module'], columns: visits },
      { name: 'sites', title: 'By site', by: ['site_tokens'], columns: visits },
      { name: 'asset_types', title: 'By type of asset', by: ['asset_types'], columns: visits },
      {
        name: 'durations',
        title: 'By duration of the session',
        by: ['bucket:session_duration'],
        columns: asNamed('app_sessions'),
      },
      { name: 'hours', title: 'By hour of the day', by: ['time:hour_of_day'], columns: visits },
    ],
  },
]
