import { type MyMeetSettingsInput, UpdateChannelMeetSettings, UpdateMyMeetSettings } from '@meets/meet-client';
import { useCapabilities } from '../session/use-capabilities.ts';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { DeviceChoices } from './device-choices.tsx';
import { HostPanel } from './host-panel.tsx';
import { Switch } from './switch.tsx';

const EFFECTS = ['backgroundBlur', 'noiseSuppression'] as const;

/** R34: how this manager comes into meets; R8: the channel's setting; and what the host product tells. */
export function SettingsView() {
  const { viewer, act, session } = useDesk();
  const { t } = useTexts();
  const can = useCapabilities(session);
  const settings = viewer?.settings;
  if (!viewer || !settings) return <p className="whole-page">{t('loading')}</p>;
  const save = (input: MyMeetSettingsInput): void => void act(() => session.api.run(UpdateMyMeetSettings, { input }));
  return (
    <>
      <header className="place-head">
        <div>
          <h1>{t('settings')}</h1>
          <p className="muted">{t('settings.about')}</p>
        </div>
      </header>
      <section className="card settings">
        <h2>{t('settings.mine')}</h2>
        <DeviceChoices settings={settings} save={save} />
        <Switch
          name="muteOnJoin"
          label={t('settings.muteOnJoin')}
          on={settings.muteOnJoin}
          set={(muteOnJoin) => save({ muteOnJoin })}
        />
        {can &&
          EFFECTS.map((name) =>
            can[name] ? (
              <Switch
                key={name}
                name={name}
                label={t(`settings.${name}`)}
                on={settings[name]}
                set={(on) => save({ [name]: on })}
              />
            ) : (
              <p key={name} className="muted" data-testid={`no-${name}`}>
                {t('settings.cannot', { name: t(`settings.${name}`) })}
              </p>
            ),
          )}
      </section>
      <section className="card settings">
        <h2>{t('settings.channel')}</h2>
        <Switch
          name="customersMayStart"
          label={t('settings.customersMayStart')}
          on={viewer.channel.customersMayStart}
          set={(customersMayStart) =>
            void act(() => session.api.run(UpdateChannelMeetSettings, { input: { customersMayStart } }))
          }
        />
      </section>
      <HostPanel />
    </>
  );
}
