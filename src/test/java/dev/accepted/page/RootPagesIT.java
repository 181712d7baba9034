package dev.accepted.page;

import dev.accepted.container.RunningJetty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The pages of an application that is the whole server. */
class RootPagesIT extends PlaceStory {

    @Override
    RunningJetty serve(Path work, Map<String, String> contextParams) throws Exception {
        return new RunningJetty(work, "", contextParams, List.of(), null);
    }
}
