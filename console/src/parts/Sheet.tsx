import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useConsole } from "../state/use-console.ts";

/** A dialog over the page: takes the focus, gives it back, closes on Escape. */
export function Sheet({
  open,
  title,
  wide = false,
  children,
}: {
  open: boolean;
  title: string;
  wide?: boolean;
  children: ReactNode;
}) {
  const console = useConsole();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && console.openDialog(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={wide ? "sheet sheet-wide" : "sheet"}>
          <Dialog.Title className="sheet-title">{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
