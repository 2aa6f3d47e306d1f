import { phoneLineContract } from '@meets/meet-domain/testing';
import { pairOfLines } from './testing/pair-of-lines.ts';

phoneLineContract('SIP over UDP', () => pairOfLines({ transport: 'udp', host: '127.0.0.1' }));
phoneLineContract('SIP over TCP and IPv6', () => pairOfLines({ transport: 'tcp', host: '::1' }));
