package dev.accepted.config;

import java.util.ArrayList;
import java.util.List;

/** Names of settings: parts between dots; a part that holds a dot itself stands in quotation marks. */
final class Names {

    private Names() {}

    static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        StringBuilder segment = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                segments.add(segment.toString());
                segment.setLength(0);
            } else {
                segment.append(c);
            }
        }
        segments.add(segment.toString());
        return segments;
    }
}
