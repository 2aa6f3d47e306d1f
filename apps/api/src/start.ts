import type { Logger } from 'pino';
import { systemClock } from './time/clock.ts';
import { type Config, loadConfig } from './config/config.ts';
import { openDataDir } from './lifetime/data-dir.ts';
import { createLogger } from './logging/logger.ts';
import { openAdapters } from './open-adapters.ts';
import { readyBanner, type ReadyService } from './lifetime/ready-banner.ts';
import type { Service } from './serve.ts';
import { startFailure } from './lifetime/start-failure.ts';
import { steadyClock } from './time/steady-clock.ts';
import { createStopSignals, type StopSignal } from './lifetime/stop-signals.ts';

/** sysexits would say 78; 2 is what command lines answer to bad usage. */
const EXIT_BAD_CONFIG = 2;
/** What the service writes is for its own user: the read model holds names. */
const OWNER_ONLY = 0o077;
process.umask(OWNER_ONLY);

const loaded = loadConfig();
if (loaded.ok) await start(loaded.config);
else {
  console.error(
    ['The configuration cannot be used:', ...loaded.problems.map((problem) => `  - ${problem}`)].join('\n'),
  );
  process.exitCode = EXIT_BAD_CONFIG;
}

async function start(config: Config): Promise<void> {
  const log = createLogger(config);
  const opened = await open(config, log).catch((error: unknown) => fail(error, config, log));
  if (opened === null) return;
  const { service, telephonesAt } = opened;
  stopOnSignals(service, config, log);
  log.info({ url: service.url, engine: config.EVENT_STORE.engine }, 'ready');
  if (config.NODE_ENV === 'development') console.log(readyBanner({ url: service.url, telephonesAt }, config));
}

/** What the store does aside goes on while this thread loads the rest of the service, which takes longer than anything else at a start. */
async function open(
  config: Config,
  log: Logger,
): Promise<{ readonly service: Service } & Pick<ReadyService, 'telephonesAt'>> {
  const clock = steadyClock(systemClock);
  await openDataDir(config.DATA_DIR);
  const [adapters, { serve }] = await Promise.all([openAdapters(config, log, clock), import('./serve.ts')]);
  const service = await serve({ config, log, adapters, clock });
  return { service, telephonesAt: adapters.playedTelephones?.linePort ?? null };
}

/** One clear line for what an operator can mend; anything else is told whole. */
function fail(error: unknown, config: Config, log: Logger): null {
  const why = startFailure(error, config);
  if (why === null) log.fatal({ err: error }, 'the service cannot start');
  else console.error(why);
  // Whatever was half open must not keep a process alive that serves nobody.
  process.exitCode = 1;
  setTimeout(() => process.exit(), config.SHUTDOWN_TIMEOUT_MS).unref();
  return null;
}

function stopOnSignals(service: Service, config: Config, log: Logger): void {
  const answerTo = createStopSignals(systemClock);
  const onSignal = (signal: StopSignal): void => {
    const answer = answerTo(signal);
    if (answer === 'exit') process.exit(1);
    log.info({ signal }, answer === 'stop' ? 'stopping' : 'stopping already');
    if (answer === 'stop') stop(service, config, log);
  };
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
}

/** Ends the process: with 0 once all is closed, with 1 where that fails or takes longer than SHUTDOWN_TIMEOUT_MS. */
function stop(service: Service, config: Config, log: Logger): void {
  setTimeout(() => {
    log.error({ withinMs: config.SHUTDOWN_TIMEOUT_MS }, 'could not stop in time');
    process.exit(1);
  }, config.SHUTDOWN_TIMEOUT_MS).unref();
  service.close().then(
    () => {
      log.info({}, 'stopped');
      process.exit(0);
    },
    (error: unknown) => {
      log.error({ err: error }, 'could not stop cleanly');
      process.exit(1);
    },
  );
}
