import { buildSchema } from 'graphql';
import { createDocuments } from './documents.ts';

const schema = buildSchema('type Query { now: Int }');
/** Valid, and of that many bytes. */
const valid = (name: string, bytes: number): string => `{ now } #${name}`.padEnd(bytes, '.');

const documentsOf = (maxRememberedBytes: number) => {
  const read = createDocuments(schema, [], { maxTokens: 100, maxRememberedBytes });
  return (text: string) => {
    const result = read(text);
    return result.ok ? result.document : null;
  };
};

describe('documents', () => {
  it('are parsed once while they are remembered: the same text is the same document', () => {
    const read = documentsOf(100);
    expect(read(valid('a', 50))).toBe(read(valid('a', 50)));
  });

  it('make room by the bytes of their texts, the one first that was not used for longest', () => {
    const read = documentsOf(100);
    const [a, b] = [read(valid('a', 40)), read(valid('b', 40))];
    expect(read(valid('a', 40))).toBe(a);
    read(valid('c', 60));
    expect(read(valid('a', 40))).toBe(a);
    expect(read(valid('b', 40))).not.toBe(b);
  });

  it('count as bytes, not as characters', () => {
    const read = documentsOf(100);
    const korean = `{ now } #${'미'.repeat(40)}`;
    expect(korean.length).toBeLessThan(100);
    expect(read(korean)).not.toBe(read(korean));
  });

  it('drive out nothing by being larger than all there is room for', () => {
    const read = documentsOf(100);
    const a = read(valid('a', 90));
    const large = read(valid('large', 101));
    expect(read(valid('large', 101))).not.toBe(large);
    expect(read(valid('a', 90))).toBe(a);
  });

  it('drive out nothing by being wrong, in syntax or by the schema, and are answered with a code', () => {
    const read = createDocuments(schema, [], { maxTokens: 100, maxRememberedBytes: 100 });
    const a = read(valid('a', 90));
    for (let nth = 0; nth < 50; nth += 1) {
      const [broken, unknown] = [read(`{ now #${nth}`), read(`{ never${nth} }`)];
      expect([broken, unknown].map((it) => (it.ok ? null : it.errors[0]?.extensions['code']))).toEqual([
        'GRAPHQL_PARSE_FAILED',
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
    expect(read(valid('a', 90))).toBe(a);
  });

  it('are not remembered at all where there is no room', () => {
    const read = documentsOf(0);
    expect(read('{ now }')).not.toBe(read('{ now }'));
  });
});
