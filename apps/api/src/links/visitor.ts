/** How much of a header is looked at. */
const MAX_HEADER_LENGTH = 512;

/** The system of the phone or tablet that asks; null for everything else, and for what does not say. */
export function phoneOf(userAgent: string | undefined): 'ios' | 'android' | null {
  const agent = (userAgent ?? '').slice(0, MAX_HEADER_LENGTH);
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  return /Android/.test(agent) ? 'android' : null;
}

/** Korean or English, whichever the browser would rather have; Korean where it wants neither. */
export function preferredLocale(acceptLanguage: string | undefined): 'ko' | 'en' {
  const wanted = (acceptLanguage ?? '')
    .slice(0, MAX_HEADER_LENGTH)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => quality > 0 && (language === 'ko' || language === 'en'))
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.language === 'en' ? 'en' : 'ko';
}
