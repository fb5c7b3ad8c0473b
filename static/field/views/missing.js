// An address of something that is not on this phone.

import { h, icon } from "../dom.js";
import * as frame from "../frame.js";
import { t } from "../words.js";

export const missing = () =>
  frame.draw({
    title: t("Not on this phone"),
    back: "/field/",
    main: h("p.empty", {}, icon("find"), t("This visit or record is not on the phone. Download the visits first.")),
  });
