// Lets a thread run the sources as they are, in tests and measurements that do not build first.
import { createJiti } from "jiti";

const { default: work } = await createJiti(import.meta.url).import("./worker.ts");
export default work;
