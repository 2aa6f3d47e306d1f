import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLSchemaFactory } from '@nestjs/graphql';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { RESOLVERS } from './resolvers.ts';
import './schema/enums.ts';

type Resolve = GraphQLFieldResolver<unknown, unknown>;
/** What answers the fields of one type; a subscription's field has both. */
type FieldResolvers = Readonly<Record<string, Resolve | { readonly resolve?: Resolve; readonly subscribe?: Resolve }>>;
type Resolvers = Readonly<Record<string, FieldResolvers>>;

/**
 * Apollo on a schema that is built once. Nest's own way builds it from the decorators, asks it for its introspection,
 * prints it, parses that, builds it anew, and copies the resolvers back: a fifth of a start. That the schema is sound is
 * what `npm run check` sees to, which validates, prints and compares it.
 */
@Injectable()
export class SchemaDriver extends ApolloDriver {
  readonly #types: GraphQLSchemaFactory;

  constructor(modules: ModulesContainer, types: GraphQLSchemaFactory) {
    super(modules);
    this.#types = types;
  }

  /** The types of the decorators, with the methods of the resolvers on their fields. */
  override async generateSchema(options: ApolloDriverConfig): Promise<GraphQLSchema> {
    const schema = await this.#types.create([...RESOLVERS], { skipCheck: true });
    // As `assumeValid` does, which Nest does not pass on.
    schema.__validationErrors = [];
    const transformResolvers: ApolloDriverConfig['transformResolvers'] = (resolvers) => {
      for (const each of [resolvers].flat()) attach(each as Resolvers, schema);
      return resolvers;
    };
    return (await super.generateSchema({ ...options, schema, transformResolvers })) ?? schema;
  }
}

function attach(resolvers: Resolvers, schema: GraphQLSchema): void {
  for (const [name, fields] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`a resolver answers fields of ${name}, which is no type of the schema`);
    const known = type.getFields();
    for (const [key, answer] of Object.entries(fields)) {
      const field = known[key];
      if (field === undefined) throw new Error(`a resolver answers ${name}.${key}, which the schema does not have`);
      Object.assign(field, typeof answer === 'function' ? { resolve: answer } : answer);
    }
  }
}
