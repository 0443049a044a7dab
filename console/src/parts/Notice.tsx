import type { ReactNode } from "react";

interface NoticeProps {
  readonly title: string;
  readonly tone?: "problem";
  /** 0 to 1: how far the work that is waited for has got. */
  readonly progress?: number | undefined;
  readonly children: ReactNode;
}

/** Stands where a view would, and says why there is none. */
export function Notice({ title, tone, progress, children }: NoticeProps) {
  return (
    <section className={tone === "problem" ? "panel notice notice-problem" : "panel notice"}>
      <h1>{title}</h1>
      <p>{children}</p>
      {progress !== undefined && (
        <div className="notice-progress">
          <progress value={progress} max={1} aria-label={title} />
          <span className="value">{Math.floor(progress * 100)} %</span>
        </div>
      )}
    </section>
  );
}
