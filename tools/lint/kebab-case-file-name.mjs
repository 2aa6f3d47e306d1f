import { basename } from 'node:path';

/** ESLint rule: a file is named after its one idea, in kebab-case; `.spec`, `.int.spec` and the like may follow. */
export const kebabCaseFileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { rename: 'Name the file in kebab-case, after the one idea it holds: {{ name }} is not.' },
  },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name))
        context.report({ node, messageId: 'rename', data: { name } });
    },
  }),
};
