console.log(`npm start               install, build, serve on PORT (3000) with data in DATA_DIR (./data); the playground is at /
npm run demo            walk one meet through the running server and print each event as it comes
npm run call            call the running service as a customer by telephone: SIP and sound, without a carrier; -- --from N, -- --help
npm test                install, build, run every test; arguments go to Jest: npm test -- libs/meet-domain -t R12
npm run check           all that CI runs: format, types, lint, imports, generated files, the schema’s clients, 2,000 worlds, half a minute of
                        fuzz:sip, tests; -- --only lint
npm run lint            lint and who-may-import-whom alone
npm run format          format every source
npm run regenerate      write the generated files anew: schema.graphql, the client’s operations, docs/events.md, docs/limits.md, docs/configuration.md
npm run test:kurrent    the store's contract suite against a real EventStoreDB / KurrentDB at KURRENTDB_URL
npm run bench           the event store and the media beside their raw baselines; -- --json, -- --only <name>, -- --help
npm run resume          subscribers that lose their connection, and the server, at random; -- --reconnects N, -- --help
npm run fuzz:sip        telephones that say what no telephone would; -- --seconds N, -- --seed N, -- --help
npm run storm           malformed HTTP and WebSocket inputs, each of which has to be answered; -- --inputs N, -- --seed N, -- --help
npm run soak            subscribers that stop reading, beside healthy ones, under many events; -- --events N, -- --trace FILE, -- --help
npm run simulate        live through seeded worlds full of faults and check what is always true; -- --help
npm run schema          whether schema.graphql breaks clients; -- --accept at a release, -- --help
npm run log             for analysts: export the log, verify an export's hashes; -- --help
npm run build           compile and bundle what is released: the service, the playground, and the browser client, whose size it prints;
                        apps/api/bin/meets then starts it
npm run clean           delete what was built; data and node_modules stay
npm run setup           install, and get or build the media worker, and nothing more

Every one of them installs first where that is needed, and tells what it does and its options with -- --help.`);
