import { BadRequestException, Body, Controller, HttpCode, Inject, NotFoundException, Post } from '@nestjs/common';
import { DEVELOPMENT_TOKENS } from '../tokens.ts';
import { parseTokenRequest, type DevelopmentTokens } from './development-tokens.ts';
import { Public } from './public.ts';

/** `POST /dev/token {channel, role, sub}` → `{token}`; 404 wherever tokens are verified by keys or a secret of the host's. */
@Controller('dev')
export class DevelopmentTokenController {
  constructor(@Inject(DEVELOPMENT_TOKENS) private readonly tokens: DevelopmentTokens | null) {}

  @Public()
  @Post('token')
  @HttpCode(200)
  async issue(@Body() body: unknown): Promise<{ token: string }> {
    if (this.tokens === null) throw new NotFoundException();
    const request = parseTokenRequest(body);
    if ('fields' in request) {
      throw new BadRequestException({ message: 'send {"channel", "role", "sub"} as JSON', fields: request.fields });
    }
    return { token: await this.tokens.issue(request) };
  }
}
