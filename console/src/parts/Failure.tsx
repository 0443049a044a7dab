import { Component, type ReactNode } from "react";
import { Notice } from "./Notice.tsx";

interface FailureState {
  readonly message: string | null;
}

/** Says that the page itself has failed, instead of leaving it blank: no data never looks like good news. */
export class Failure extends Component<
  {
    readonly children: ReactNode /** A view inside the page; the whole page if absent. */;
    readonly part?: string;
  },
  FailureState
> {
  override state: FailureState = { message: null };

  static getDerivedStateFromError(error: unknown): FailureState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    if (this.props.part !== undefined)
      return (
        <Notice title={`The view "${this.props.part}" has failed`} tone="problem">
          The watch itself and the other views go on. Load the page again, and report this if it stays:{" "}
          {message}
        </Notice>
      );
    return (
      <main>
        <Notice title="The console has failed and shows nothing" tone="problem">
          The watch itself goes on; "hoarfrost watch" prints the same findings. Load the page again, and
          report this: {message}
        </Notice>
      </main>
    );
  }
}
