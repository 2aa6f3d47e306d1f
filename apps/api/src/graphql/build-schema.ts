import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { RESOLVERS } from './resolvers.ts';
import './schema/enums.ts';

/** The schema's types, without what answers them: for printing and comparing. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const nest = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await nest.get(GraphQLSchemaFactory).create(RESOLVERS);
  await nest.close();
  return lexicographicSortSchema(schema);
}

/** `schema.graphql`, sorted, so that the same schema is always the same text. */
export const schemaDocument = async (): Promise<string> =>
  `# Generated from apps/api/src/graphql by \`npm run regenerate\`. Change it there.\n\n${printSchema(await buildSchema())}\n`;
