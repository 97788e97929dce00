import { useState, type ReactNode } from 'react';
import { Brand } from '../design/Brand.tsx';
import { Button } from '../design/controls.tsx';
import dialog from '../design/Dialog.module.css';
import { Dialog } from '../design/Dialog.tsx';
import { Icon, type IconName } from '../design/Icon.tsx';
import { texts } from '../texts/texts.ts';
import { Link, useRouter } from '../browser/router.tsx';
import { useSession } from './session.tsx';
import styles from './Shell.module.css';
import { useShortcuts } from '../browser/shortcuts.ts';
import { applyTheme, storedTheme, THEMES } from '../browser/theme.ts';

const NAVIGATION: readonly { readonly to: string; readonly name: Extract<IconName, keyof typeof texts.nav>; readonly below: string }[] = [
  { to: '/', name: 'projects', below: '/projects' },
  { to: '/runs', name: 'runs', below: '/runs' },
  { to: '/queue', name: 'queue', below: '/queue' },
  { to: '/agents', name: 'agents', below: '/agents' },
];

export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { path, go } = useRouter();
  const session = useSession();
  const [keys, setKeys] = useState(false);
  useShortcuts({
    '?': () => setKeys(true),
    'g p': () => go('/'),
    'g r': () => go('/runs'),
    'g q': () => go('/queue'),
    'g a': () => go('/agents'),
  });
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {texts.skip}
      </a>
      <header className={styles['side']}>
        <Link to="/" className={styles['home']}>
          <Brand />
        </Link>
        <nav className={styles['nav']} aria-label={texts.nav.label}>
          {NAVIGATION.map(({ to, name, below }) => (
            <Link key={to} to={to} className={path === to || path.startsWith(`${below}/`) ? styles['here'] : undefined}>
              <Icon name={name} />
              {texts.nav[name]}
            </Link>
          ))}
        </nav>
        <div className={styles['account']}>
          <span className={styles['who']} title={texts.account.signedInAs(session.name)}>
            {session.name}
          </span>
          <ThemeButton />
          <IconButton icon="keys" label={texts.keys.open} press={() => setKeys(true)} />
          <IconButton icon="leave" label={texts.account.signOut} press={() => void session.signOut()} />
        </div>
      </header>
      <main id="content" className={styles['content']} tabIndex={-1}>
        {children}
      </main>
      {keys && <Keys close={() => setKeys(false)} />}
    </div>
  );
}

function IconButton({ icon, label, press }: { readonly icon: IconName; readonly label: string; readonly press: () => void }): ReactNode {
  return (
    <button type="button" className={styles['icon']} aria-label={label} title={label} onClick={press}>
      <Icon name={icon} />
    </button>
  );
}

function ThemeButton(): ReactNode {
  const [theme, setTheme] = useState(storedTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const turn = (): void => {
    applyTheme(next);
    setTheme(next);
  };
  return <IconButton icon="sun" label={`${texts.theme.label}: ${texts.theme[theme]}`} press={turn} />;
}

function Keys({ close }: { readonly close: () => void }): ReactNode {
  return (
    <Dialog title={texts.keys.title} close={close}>
      <dl className={styles['keys']}>
        {texts.keys.list.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className={dialog['buttons']}>
        <Button onClick={close}>{texts.keys.close}</Button>
      </div>
    </Dialog>
  );
}
