import type { Board } from '../board.js'

/** Shows what the dashboard of an agent for uploaded files showed. */
export const uploadAgent: Board = {
  id: 'upload-agent',
  title: 'Upload-and-ask agent',
  question: 'Who uploads what, and does the agent answer?',
  sections: [
    {
      charts: [
        {
          id: 'headline',
          title: 'Headline figures',
          size: 'full',
          draw: 'figures',
          ask: {
            metrics: [
              'sessions',
              'questions',
              'uploads',
              'processing_time_ms_avg',
              'session_duration_avg',
              'questions_per_session',
              'completion_rate',
              'visualization_rate',
            ],
          },
        },
        {
          id: 'activity',
          title: 'Activity by type',
          size: 'two-thirds',
          draw: 'stack',
          ask: { metrics: ['events'], dimensions: ['time', 'event'], limit: 5, include: { other: true } },
        },
        {
          id: 'suggested',
          title: 'Suggested and own questions',
          size: 'third',
          draw: 'ring',
          ask: { metrics: ['questions'], dimensions: ['is_suggested_prompt'] },
        },
      ],
    },
    {
      title: 'Analyses and files',
      charts: [
        {
          id: 'question-types',
          title: 'Analysis types of questions',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['questions'], dimensions: ['analysis_type'], limit: 8, include: { other: true } },
        },
        {
          id: 'upload-types',
          title: 'Analysis types of uploads',
          size: 'half',
          draw: 'bars',
          ask: { metrics: ['uploads'], dimensions: ['analysis_type'], limit: 8, include: { other: true } },
        },
        {
          id: 'file-sizes',
          title: 'Sizes of files',
          size: 'third',
          draw: 'histogram',
          ask: { metrics: ['uploads'], dimensions: [{ bucket: 'file_size' }] },
        },
        {
          id: 'row-counts',
          title: 'Rows of files',
          size: 'third',
          draw: 'histogram',
          ask: { metrics: ['uploads'], dimensions: [{ bucket: 'row_count' }] },
        },
        {
          id: 'uploads',
          title: 'Uploads',
          size: 'third',
          draw: 'line',
          ask: { metrics: ['uploads'], dimensions: ['time'] },
        },
        {
          id: 'peak-times',
          title: 'Peak times',
          size: 'half',
          draw: 'histogram',
          ask: { metrics: ['questions'], dimensions: ['time:hour_of_day'] },
        },
        {
          id: 'features',
          title: 'Popular features',
          note: 'Custom events by name',
          size: 'half',
          draw: 'bars',
          ask: {
            metrics: ['events'],
            dimensions: ['name'],
            filters: [['is', 'event', ['custom']]],
            limit: 8,
            include: { other: true },
          },
        },
      ],
    },
  ],
}
