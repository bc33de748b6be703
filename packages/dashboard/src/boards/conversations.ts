import type { Board } from './board.js'
import { bars, figures, histogram, line, ring } from './chart.js'

export const conversations: Board = {
  id: 'conversations',
  title: 'Conversations',
  question: 'Who asks what?',
  sections: [
    {
      charts: [
        figures(
          'headline',
          'Headline figures',
          [
            'sessions',
            'users',
            'sessions_per_user',
            'questions_per_session',
            'session_duration_median',
            'completion_rate',
            'suggested_rate',
            'uploads',
          ],
          { titles: { session_duration_median: 'Duration, median' } },
        ),
        line('people', 'Sessions and users', 'two-thirds', ['sessions', 'users']),
        histogram('hours', 'Time of the day', 'third', 'questions', 'time:hour_of_day', {
          note: 'Questions by hour in the zone of the view',
        }),
      ],
    },
    {
      title: 'What they ask',
      charts: [
        bars('topics', 'Topics', 'third', 'answers', 'topic'),
        bars('analysis-types', 'Analysis types', 'third', 'questions', 'analysis_type', {
          note: 'Kind of analysis that was asked for',
          filters: [['not', ['is_null', 'analysis_type']]],
        }),
        ring('suggested', 'Suggested or their own', 'third', 'questions', 'is_suggested_prompt', {
          note: 'Whether the question was a suggested prompt',
          filters: [['is', 'event', ['user_query']]],
        }),
      ],
    },
    {
      title: 'Who they are, and where',
      charts: [
        bars('languages', 'Languages', 'third', 'sessions', 'locale', {
          filters: [['not', ['is_null', 'locale']]],
        }),
        bars('pages', 'Pages', 'third', 'questions', 'page_path', {
          filters: [['not', ['is_null', 'page_path']]],
        }),
        bars('sources', 'Sources', 'third', 'sessions', 'referrer_host', {
          note: 'Sites that led to the page',
          filters: [['not', ['is_null', 'referrer_host']]],
        }),
        ring('channels', 'Channels', 'third', 'questions', 'channel'),
        ring('devices', 'Devices', 'third', 'sessions', 'device_class'),
        histogram('weekdays', 'Days of the week', 'third', 'questions', 'time:day_of_week'),
        bars('modules', 'Modules', 'third', 'app_sessions', 'module', {
          titles: { app_sessions: 'Sessions' },
          filters: [['not', ['is_null', 'module']]],
        }),
        bars('sites', 'Sites', 'third', 'app_sessions', 'site_tokens', {
          titles: { app_sessions: 'Sessions', site_tokens: 'Site' },
          filters: [['not', ['is_null', 'site_tokens']]],
        }),
        bars('assets', 'Asset types', 'third', 'app_sessions', 'asset_types', {
          titles: { app_sessions: 'Sessions', asset_types: 'Asset type' },
          filters: [['not', ['is_null', 'asset_types']]],
        }),
      ],
    },
    {
      title: 'How long, and with what',
      charts: [
        histogram('durations', 'Duration of sessions', 'third', 'app_sessions', 'bucket:session_duration', {
          titles: { app_sessions: 'Sessions', 'bucket:session_duration': 'Duration' },
        }),
        histogram('file-sizes', 'Sizes of uploads', 'third', 'uploads', 'bucket:file_size', {
          titles: { 'bucket:file_size': 'Size' },
        }),
        histogram('row-counts', 'Rows of uploads', 'third', 'uploads', 'bucket:row_count', {
          titles: { 'bucket:row_count': 'Rows' },
        }),
      ],
    },
    {
      title: 'Do they get there, and do they come back?',
      charts: [
        {
          id: 'funnel',
          title: 'From the widget to the goal',
          note: 'Sessions that reached each step in this order',
          size: 'half',
          draw: 'funnel',
          funnel: {
            steps: [
              'widget_loaded',
              'bubble_opened',
              { event: ['user_query', 'message_sent'] },
              { event: ['agent_response', 'message_sent'] },
              'cta_clicked',
            ],
          },
        },
        {
          id: 'retention',
          title: 'Retention',
          note: 'Share of the people of a week who came back later',
          size: 'half',
          draw: 'retention',
          retention: {},
        },
      ],
    },
  ],
}
