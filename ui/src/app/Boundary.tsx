import { Component, type ReactNode } from 'react';
import { Button } from '../design/controls.tsx';
import controls from '../design/controls.module.css';
import { texts } from '../texts/texts.ts';

interface Props {
  readonly children: ReactNode;
}

/** Shows an error of the console itself instead of an empty page. */
export class Boundary extends Component<Props, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <main className={controls['error']} role="alert">
        <div>
          <strong>{texts.errors.unexpected}</strong>
          <p>{error.message}</p>
        </div>
        <Button onClick={() => window.location.reload()}>{texts.errors.reload}</Button>
      </main>
    );
  }
}
