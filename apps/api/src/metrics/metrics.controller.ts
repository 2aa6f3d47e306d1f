import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public } from '../auth/public.ts';
import { METRICS } from '../tokens.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`, for Prometheus. Public: nothing in it names a tenant or a person. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  @Public()
  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
