import { useState } from 'react';
import { CreateMeetLink, type CreateMeetLinkInput } from '@meets/meet-client';
import { useDesk } from '../session/use-desk.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Icon } from './icon.tsx';

/** Makes a link (R27, R28), copies it where the browser lets it, and shows it. */
export function LinkButton({ input, label }: { readonly input: CreateMeetLinkInput; readonly label: string }) {
  const { act, session } = useDesk();
  const { t } = useTexts();
  const [url, setUrl] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    const link = await act(() => session.api.run(CreateMeetLink, { input }));
    if (link?.__typename !== 'MeetLink') return;
    // The page's own address, whatever PUBLIC_URL says of the host's frontend.
    const own = `${location.origin}/join/${link.token}`;
    setUrl(own);
    // Without leave to write there, the link is on the page to be copied by hand.
    await navigator.clipboard?.writeText(own).catch(() => undefined);
  };
  return (
    <span className="link">
      {url && (
        <a href={url} target="_blank" rel="noreferrer" data-testid="link">
          {t('link.open')}
        </a>
      )}
      <button type="button" className="soft" data-testid={`make-link-${input.kind}`} onClick={() => void make()}>
        <Icon name={url ? 'check' : 'link'} />
        {url ? t('link.copied') : label}
      </button>
    </span>
  );
}
