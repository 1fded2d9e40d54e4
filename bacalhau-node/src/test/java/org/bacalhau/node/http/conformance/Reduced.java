package org.bacalhau.node.http.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Some recordings show of each node or job only what the case is about; this shows the same of ours. */
final class Reduced {
    private Reduced() {}

    static Object like(Object recorded, Object ours) {
        if (!(recorded instanceof Map<?, ?> map) || !(ours instanceof Map<?, ?> answer)) {
            return ours;
        }
        if (all(map.get("Nodes"), "NodeID")) {
            return with(answer, "Nodes", Reduced::node);
        }
        return all(map.get("Items"), "State") && isText(map.get("Items")) ? with(answer, "Items", Reduced::job) : ours;
    }

    private static boolean all(Object list, String key) {
        return list instanceof List<?> elements
                && !elements.isEmpty()
                && elements.stream().allMatch(element -> ((Map<?, ?>) element).containsKey(key));
    }

    private static boolean isText(Object list) {
        return ((List<?>) list).stream().allMatch(element -> ((Map<?, ?>) element).get("State") instanceof String);
    }

    private static Object with(Map<?, ?> answer, String key, UnaryOperator<Map<?, ?>> shown) {
        List<Object> elements = new ArrayList<>();
        ((List<?>) answer.get(key)).forEach(element -> elements.add(shown.apply((Map<?, ?>) element)));
        Map<Object, Object> same = new LinkedHashMap<>(answer);
        same.put(key, elements);
        return same;
    }

    private static Map<?, ?> node(Map<?, ?> full) {
        Map<?, ?> info = (Map<?, ?>) full.get("Info");
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("NodeID", info.get("NodeID"));
        shown.put("NodeType", info.get("NodeType"));
        shown.put("Membership", full.get("Membership"));
        shown.put("Connection", full.get("Connection"));
        return shown;
    }

    private static Map<?, ?> job(Map<?, ?> full) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String key : List.of("ID", "Name", "Namespace", "Type", "Labels", "CreateTime", "ModifyTime")) {
            shown.put(key, full.get(key));
        }
        shown.put("State", ((Map<?, ?>) full.get("State")).get("StateType"));
        return shown;
    }
}
