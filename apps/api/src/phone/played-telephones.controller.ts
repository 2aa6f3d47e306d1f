import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { z } from 'zod';
import { isPhoneNumber } from '@meets/meet-domain';
import type { TelephoneManner } from '@meets/telephony';
import { Public } from '../auth/public.ts';
import type { Config } from '../config/config.ts';
import { CONFIG, PLAYED_TELEPHONES } from '../tokens.ts';
import { numberPlan } from './number-plan.ts';
import type { PlayedCall, PlayedOrder, PlayedTelephones } from './played-telephones.ts';

const manner = z.object({ manner: z.string() });
const numbers = z.object({ from: z.string().refine(isPhoneNumber), to: z.string().refine(isPhoneNumber) });

/** What can be tried without a carrier. */
interface Trial {
  /** Where softphones of this machine reach the service, by UDP. */
  readonly port: number;
  /** Which a channel can be issued, in E.164. */
  readonly numbers: readonly string[];
  /** What telephones do that a manager calls. */
  readonly manner: TelephoneManner;
}

/**
 * Telephones to try the service with, in development mode; 404 wherever none are played.
 * `GET /dev/telephones` → {@link Trial}; `POST /dev/telephones/calls {from, to}` → {@link PlayedCall}; `GET …/calls/{id}`; `POST …/calls/{id}/hang-up`; `POST …/manner {manner}` → {@link Trial}.
 */
@Controller('dev/telephones')
export class PlayedTelephonesController {
  constructor(
    @Inject(PLAYED_TELEPHONES) private readonly telephones: PlayedTelephones | null,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Get()
  trial(): Trial {
    const plan = this.plan();
    const { linePort: port, manner: now } = this.played();
    return { port, numbers: this.own().map((number) => plan.heard(number)), manner: now };
  }

  @Public()
  @Post('manner')
  @HttpCode(200)
  answerBy(@Body() body: unknown): Trial {
    const telephones = this.played();
    const asked = manner.safeParse(body);
    const wished = telephones.manners.find((one) => one === asked.data?.manner);
    if (wished === undefined)
      throw new BadRequestException(`send {"manner"} as JSON: one of ${telephones.manners.join(', ')}`);
    telephones.answerBy(wished);
    return this.trial();
  }

  @Public()
  @Post('calls')
  @HttpCode(200)
  async call(@Body() body: unknown): Promise<PlayedCall> {
    const telephones = this.played();
    const order = numbers.safeParse(body);
    if (!order.success) throw new BadRequestException('send {"from", "to"} as JSON: telephone numbers');
    const made = await telephones.call(this.asCarriersWrite(order.data));
    if (!made.ok) throw new ServiceUnavailableException(`no telephone can call now: ${made.failure.reason}`);
    return made.value;
  }

  @Public()
  @Get('calls/:id')
  read(@Param('id') id: string): PlayedCall {
    const call = this.played().read(id);
    if (call === null) throw new NotFoundException();
    return call;
  }

  @Public()
  @Post('calls/:id/hang-up')
  @HttpCode(200)
  hangUp(@Param('id') id: string): PlayedCall {
    this.played().hangUp(id);
    return this.read(id);
  }

  private played(): PlayedTelephones {
    if (this.telephones === null) throw new NotFoundException();
    return this.telephones;
  }

  private asCarriersWrite({ from, to }: PlayedOrder): PlayedOrder {
    return { from, to: this.plan().spoken(to) };
  }

  private plan(): ReturnType<typeof numberPlan> {
    return numberPlan(this.config.phone?.countryCode ?? '', this.own());
  }

  private own(): readonly string[] {
    return this.config.phone?.trunks.flatMap(({ numbers: own }) => own) ?? [];
  }
}
