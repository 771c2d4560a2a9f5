// What every page has: size switch, tips, dialogs.
import { startDialogs } from "./dialogs.js";
import { startSize } from "./size.js";
import { startTips } from "./tips.js";

startSize(document);
startTips(document);
startDialogs(document);
