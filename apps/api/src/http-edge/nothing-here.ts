import type { FastifyReply } from 'fastify';
import { problemOf } from './answer-and-end.ts';

/** 404, for a path of ours with nothing behind it. */
export const nothingHere = (reply: FastifyReply): FastifyReply =>
  reply
    .code(404)
    .type('application/json; charset=utf-8')
    .send(problemOf({ status: 404, message: 'there is nothing here' }));
