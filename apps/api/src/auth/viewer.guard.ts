import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IS_PUBLIC } from './public.ts';

/**
 * Deny by default: a GraphQL operation needs a viewer, which the context was made with, and a plain route has to be marked
 * {@link Public}.
 */
@Injectable()
export class ViewerGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<string>() === 'graphql') {
      return context.getArgByIndex<{ viewer?: object } | undefined>(2)?.viewer !== undefined;
    }
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    throw new UnauthorizedException();
  }
}
