// What every page has: size switch, tips, dialogs, printing.
import { startDialogs } from "./dialogs.js";
import { startPrinting } from "./printing.js";
import { startSize } from "./size.js";
import { startTips } from "./tips.js";

// What only a browser without scripts needs goes out of sight.
document.documentElement.classList.add("scripts");
startSize(document);
startTips(document);
startDialogs(document);
startPrinting(document);
