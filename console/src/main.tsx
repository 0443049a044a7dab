import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { Failure } from "./parts/Failure.tsx";
import { createConsole } from "./state/console.ts";
import { ConsoleContext } from "./state/use-console.ts";
import "./styles/index.ts";

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no element with id root");

createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ConsoleContext.Provider value={createConsole()}>
        <Failure>
          <App />
        </Failure>
      </ConsoleContext.Provider>
    </CSPProvider>
  </StrictMode>,
);
