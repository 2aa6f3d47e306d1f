import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** Where `cert` lies, for a connection string's `tlsCaFile`. */
  readonly certFile: string;
  /** Removes the files. */
  remove(): void;
}

/** A certificate for localhost and 127.0.0.1 that is good for a day, made anew with the `openssl` program. */
export function makeSelfSignedCertificate(): TestCertificate {
  const directory = mkdtempSync(join(tmpdir(), 'meets-kurrent-'));
  const keyFile = join(directory, 'key.pem');
  const certFile = join(directory, 'cert.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', certFile, ...subject], { stdio: 'pipe' });
  return {
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
    certFile,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
