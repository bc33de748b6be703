import type { Board } from './board.js'
import { bars, figures, histogram, line, stackBy, table } from './chart.js'

const tenths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

export const quality: Board = {
  id: 'quality',
  title: 'Quality',
  question: 'Where does it fail people?',
  sections: [
    {
      charts: [
        figures(
          'headline',
          'Headline figures',
          [
            'no_match_rate',
            'no_matches',
            'failed_answer_rate',
            'answered_rate',
            'match_score_p50',
            'rating_avg',
            'override_rate',
            'misroute_rate',
          ],
          {
            titles: {
              no_match_rate: 'Knowledge gaps',
              no_matches: 'Answers without a match',
              failed_answer_rate: 'Failed answers',
              match_score_p50: 'Match score, median',
              rating_avg: 'Rating, average',
              misroute_rate: 'Wrong department',
            },
          },
        ),
        line('rates', 'Gaps and failed answers', 'two-thirds', ['no_match_rate', 'failed_answer_rate'], {
          note: 'Share of answers',
          titles: { no_match_rate: 'Without a match', failed_answer_rate: 'Failed' },
        }),
        histogram(
          'match-scores',
          'Match scores',
          'third',
          'answers',
          { bucket: 'match_score', edges: tenths },
          {
            note: 'Score of the best entry that retrieval found',
          },
        ),
      ],
    },
    {
      title: 'Knowledge gaps',
      charts: [
        table('gaps', 'Gaps by topic', 'two-thirds', ['no_matches', 'answers', 'no_match_rate'], ['topic'], {
          note: 'Where most answers found nothing, worst first',
          titles: { no_matches: 'Without a match', no_match_rate: 'Share' },
        }),
        bars('gap-pages', 'Gaps by page', 'third', 'no_matches', 'page_path', {
          note: 'Where people were when nothing matched',
          filters: [
            ['is', 'no_match', [true]],
            ['not', ['is_null', 'page_path']],
          ],
          titles: { no_matches: 'Without a match' },
        }),
      ],
    },
    {
      title: 'Failures and feedback',
      charts: [
        stackBy('failures', 'Failures by type', 'two-thirds', 'failures', 'error_type'),
        histogram(
          'ratings',
          'Ratings',
          'third',
          'feedbacks',
          { bucket: 'rating', edges: [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
          { note: 'On the scale of the application' },
        ),
      ],
    },
    {
      title: 'Decisions',
      charts: [
        histogram(
          'confidence',
          'Confidence',
          'third',
          'decisions',
          { bucket: 'confidence', edges: tenths },
          {
            note: 'How sure decisions were',
          },
        ),
        {
          id: 'drift',
          title: 'Drift of the confidence',
          note: 'Each week against the week before; from 0.25 on, decisions are made differently',
          size: 'two-thirds',
          draw: 'line',
          ask: { metrics: ['confidence_drift'], dimensions: ['time:week'] },
        },
        table(
          'departments',
          'Overrides by department',
          'two-thirds',
          ['decisions', 'override_rate', 'misroute_rate'],
          ['department'],
          { titles: { override_rate: 'Overridden', misroute_rate: 'Wrong department' } },
        ),
        bars('override-types', 'Kinds of overrides', 'third', 'overrides', 'override_type'),
        stackBy('templates', 'Templates', 'full', 'decisions', 'template_id', {
          note: 'Which templates decisions chose',
        }),
      ],
    },
  ],
}
