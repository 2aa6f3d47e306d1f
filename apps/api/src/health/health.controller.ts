import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult, HealthIndicatorService } from '@nestjs/terminus';
import { Public } from '../auth/public.ts';
import type { MediaBridge } from '@meets/meet-domain';
import { MEDIA_BRIDGE, READINESS } from '../tokens.ts';
import type { Readiness } from './readiness.ts';

/** `/health/live`: the process runs; 503 where only a restart helps it. `/health/ready` (and `/health`): it may be sent requests; 503 where not. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(READINESS) private readonly readiness: Readiness,
    @Inject(MEDIA_BRIDGE) private readonly bridge: MediaBridge | null,
  ) {}

  @Get('live')
  live(): Promise<HealthCheckResult> {
    return this.checks.check([() => this.process()]);
  }

  @Get('ready')
  ready(): Promise<HealthCheckResult> {
    return this.checks.check([() => this.log(), () => this.media()]);
  }

  @Get()
  all(): Promise<HealthCheckResult> {
    return this.ready();
  }

  private async process() {
    const indicator = this.indicators.check('process');
    const report = await this.readiness.liveness();
    return report.live ? indicator.up() : indicator.down({ why: report.why });
  }

  private async log() {
    const indicator = this.indicators.check('log');
    const report = await this.readiness.report();
    return report.ready ? indicator.up({ lag: report.lag }) : indicator.down({ why: report.why });
  }

  /** Says how it is, and is never down: without sound and picture everything else goes on. */
  private media() {
    return this.indicators.check('media').up({ ...(this.bridge?.status() ?? { state: 'off' }) });
  }
}
