import { parser, rules } from '@graphql-eslint/eslint-plugin';
import { type ESLint, Linter } from 'eslint';

/**
 * Where connections are not as the Relay connection specification has them, with the line. Nodes need no common interface
 * here, for nothing is read by an id alone; and lists other than connections are no pages.
 */
export function relayProblems(schemaText: string): string[] {
  const plugin: ESLint.Plugin = { rules };
  const messages = new Linter({ configType: 'flat' }).verify(
    schemaText,
    [
      {
        files: ['**/*.graphql'],
        languageOptions: { parser, parserOptions: { graphQLConfig: { schema: schemaText } } },
        plugins: { '@graphql-eslint': plugin },
        rules: {
          '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
          '@graphql-eslint/relay-connection-types': 'error',
          '@graphql-eslint/relay-edge-types': [
            'error',
            { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
          ],
          '@graphql-eslint/relay-page-info': 'error',
        },
      },
    ],
    { filename: 'schema.graphql' },
  );
  return messages.map(({ line, ruleId, message }) => `schema.graphql:${line} ${ruleId ?? ''} ${message}`);
}
